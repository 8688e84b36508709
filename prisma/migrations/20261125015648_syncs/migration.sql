-- CreateTable
CREATE TABLE "Sync" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "projectId" TEXT NOT NULL,
    "personaId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "integrationId" TEXT NOT NULL,
    "pipeline" TEXT NOT NULL,
    "configurationName" TEXT,
    "configuration" JSONB NOT NULL,
    "credentialId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "rateLimitBackoffMs" INTEGER,
    "frequency" TEXT,
    "run" JSONB,
    "pass" INTEGER NOT NULL DEFAULT 0,
    "changes" JSONB,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "recordCount" INTEGER NOT NULL DEFAULT 0,
    "deletedCount" INTEGER NOT NULL DEFAULT 0,
    "dateLastFull" DATETIME,
    "dateLastSynced" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 0,
    "dateCreated" DATETIME NOT NULL,
    "dateUpdated" DATETIME NOT NULL,
    CONSTRAINT "Sync_personaId_fkey" FOREIGN KEY ("personaId") REFERENCES "Persona" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Sync_integrationId_fkey" FOREIGN KEY ("integrationId") REFERENCES "Integration" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SyncRecord" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "syncId" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "data" JSONB,
    "objectType" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "grantDigest" TEXT NOT NULL,
    "seenIn" INTEGER NOT NULL,
    "isDeleted" BOOLEAN NOT NULL DEFAULT false,
    "dateSynced" DATETIME NOT NULL,
    CONSTRAINT "SyncRecord_syncId_fkey" FOREIGN KEY ("syncId") REFERENCES "Sync" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SyncTally" (
    "syncId" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "block" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,

    PRIMARY KEY ("syncId", "level", "block"),
    CONSTRAINT "SyncTally_syncId_fkey" FOREIGN KEY ("syncId") REFERENCES "Sync" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SyncGrant" (
    "recordId" TEXT NOT NULL,
    "principal" TEXT NOT NULL,
    "syncId" TEXT NOT NULL,
    "objectType" TEXT NOT NULL,
    "rank" INTEGER NOT NULL,
    "isInherited" BOOLEAN NOT NULL,

    PRIMARY KEY ("recordId", "principal"),
    CONSTRAINT "SyncGrant_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "SyncRecord" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SyncLog" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "projectId" TEXT NOT NULL,
    "syncId" TEXT NOT NULL,
    "entry" JSONB NOT NULL,
    "date" DATETIME NOT NULL,
    CONSTRAINT "SyncLog_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "Sync_personaId_dateCreated_idx" ON "Sync"("personaId", "dateCreated");

-- CreateIndex
CREATE INDEX "Sync_integrationId_idx" ON "Sync"("integrationId");

-- CreateIndex
CREATE INDEX "SyncRecord_syncId_isDeleted_seenIn_idx" ON "SyncRecord"("syncId", "isDeleted", "seenIn");

-- CreateIndex
CREATE UNIQUE INDEX "SyncRecord_syncId_externalId_key" ON "SyncRecord"("syncId", "externalId");

-- CreateIndex
CREATE UNIQUE INDEX "SyncRecord_syncId_sequence_key" ON "SyncRecord"("syncId", "sequence");

-- CreateIndex
CREATE INDEX "SyncGrant_syncId_principal_objectType_rank_recordId_idx" ON "SyncGrant"("syncId", "principal", "objectType", "rank", "recordId");

-- CreateIndex
CREATE INDEX "SyncLog_projectId_id_idx" ON "SyncLog"("projectId", "id");
