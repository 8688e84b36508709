-- AlterTable
ALTER TABLE "Credential" ADD COLUMN "refreshLeasedUntil" REAL;

-- CreateTable
CREATE TABLE "ProviderBlob" (
    "accountId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "content" BLOB NOT NULL,

    PRIMARY KEY ("accountId", "kind", "id"),
    CONSTRAINT "ProviderBlob_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "ProviderAccount" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ProjectEvent" (
    "sequence" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "id" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "personaId" TEXT NOT NULL,
    "endUserId" TEXT NOT NULL,
    "integrationId" TEXT NOT NULL,
    "connectCredentialId" TEXT NOT NULL,
    "connectCredentialConfigId" TEXT,
    "workflowId" TEXT,
    "traceId" TEXT NOT NULL,
    "error" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "dateCreated" DATETIME NOT NULL,
    CONSTRAINT "ProjectEvent_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "ProjectEvent_id_key" ON "ProjectEvent"("id");

-- CreateIndex
CREATE INDEX "ProjectEvent_projectId_sequence_idx" ON "ProjectEvent"("projectId", "sequence");
