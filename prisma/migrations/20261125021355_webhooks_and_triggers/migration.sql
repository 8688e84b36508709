-- AlterTable
ALTER TABLE "Project" ADD COLUMN "sealedWebhookKey" TEXT;
ALTER TABLE "Project" ADD COLUMN "webhookUrl" TEXT;

-- CreateTable
CREATE TABLE "WebhookDelivery" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "projectId" TEXT NOT NULL,
    "ownerKind" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "sealedHeaders" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "attemptCount" INTEGER NOT NULL DEFAULT 0,
    "attemptBase" INTEGER NOT NULL DEFAULT 0,
    "dateCreated" DATETIME NOT NULL,
    "dateUpdated" DATETIME NOT NULL,
    "dateNext" DATETIME,
    CONSTRAINT "WebhookDelivery_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "WebhookAttempt" (
    "deliveryId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "dateCreated" DATETIME NOT NULL,
    "status" INTEGER,
    "error" TEXT,
    "duration" INTEGER NOT NULL,
    "response" TEXT,

    PRIMARY KEY ("deliveryId", "number"),
    CONSTRAINT "WebhookAttempt_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "WebhookDelivery" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "TriggerSubscription" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "projectId" TEXT NOT NULL,
    "personaId" TEXT NOT NULL,
    "credentialId" TEXT NOT NULL,
    "integration" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "parameters" JSONB NOT NULL,
    "sealedOverride" TEXT,
    "status" TEXT NOT NULL,
    "error" TEXT,
    "failureCount" INTEGER NOT NULL DEFAULT 0,
    "cursor" JSONB NOT NULL,
    "dateCreated" DATETIME NOT NULL,
    "dateUpdated" DATETIME NOT NULL,
    "dateLastReceivedEvent" DATETIME,
    CONSTRAINT "TriggerSubscription_credentialId_fkey" FOREIGN KEY ("credentialId") REFERENCES "Credential" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "CredentialFields" (
    "credentialId" TEXT NOT NULL PRIMARY KEY,
    "providerId" TEXT NOT NULL,
    "fields" JSONB NOT NULL,
    "dateLoaded" DATETIME NOT NULL,
    CONSTRAINT "CredentialFields_credentialId_fkey" FOREIGN KEY ("credentialId") REFERENCES "Credential" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "WebhookDelivery_projectId_dateCreated_id_idx" ON "WebhookDelivery"("projectId", "dateCreated", "id");

-- CreateIndex
CREATE INDEX "WebhookDelivery_projectId_status_dateCreated_id_idx" ON "WebhookDelivery"("projectId", "status", "dateCreated", "id");

-- CreateIndex
CREATE UNIQUE INDEX "WebhookDelivery_projectId_ownerKind_ownerId_eventId_key" ON "WebhookDelivery"("projectId", "ownerKind", "ownerId", "eventId");

-- CreateIndex
CREATE INDEX "TriggerSubscription_personaId_dateCreated_id_idx" ON "TriggerSubscription"("personaId", "dateCreated", "id");

-- CreateIndex
CREATE INDEX "TriggerSubscription_credentialId_idx" ON "TriggerSubscription"("credentialId");

-- CreateIndex
CREATE INDEX "Credential_projectId_providerId_idx" ON "Credential"("projectId", "providerId");
