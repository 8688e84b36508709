-- AlterTable
ALTER TABLE "ProviderAccount" ADD COLUMN "busyUntil" DATETIME;

-- CreateTable
CREATE TABLE "DrivePermission" (
    "fileId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "grantee" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "allowFileDiscovery" BOOLEAN NOT NULL DEFAULT false,
    "dateCreated" DATETIME NOT NULL,

    PRIMARY KEY ("fileId", "type", "grantee"),
    CONSTRAINT "DrivePermission_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "DriveFile" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DriveAccess" (
    "accountId" TEXT NOT NULL,
    "fileId" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "dateShared" DATETIME NOT NULL,

    PRIMARY KEY ("accountId", "fileId"),
    CONSTRAINT "DriveAccess_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "ProviderAccount" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "DriveAccess_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "DriveFile" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DriveChange" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "accountId" TEXT NOT NULL,
    "fileId" TEXT NOT NULL,
    "date" DATETIME NOT NULL,
    CONSTRAINT "DriveChange_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "ProviderAccount" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "DrivePermission_grantee_idx" ON "DrivePermission"("grantee");

-- CreateIndex
CREATE INDEX "DriveAccess_fileId_idx" ON "DriveAccess"("fileId");

-- CreateIndex
CREATE INDEX "DriveChange_accountId_id_idx" ON "DriveChange"("accountId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "DriveChange_accountId_fileId_key" ON "DriveChange"("accountId", "fileId");

-- CreateIndex
CREATE INDEX "DriveFile_parentId_idx" ON "DriveFile"("parentId");
