-- AlterTable
ALTER TABLE "DriveChange" ADD COLUMN "cause" TEXT;
ALTER TABLE "DriveChange" ADD COLUMN "driveId" TEXT;

-- AlterTable
ALTER TABLE "DrivePermission" ADD COLUMN "reference" TEXT;

-- AlterTable
ALTER TABLE "DriveFile" ADD COLUMN "nameKey" TEXT NOT NULL DEFAULT '';
ALTER TABLE "DriveFile" ADD COLUMN "driveId" TEXT;
ALTER TABLE "DriveFile" ADD COLUMN "contentHash" TEXT;
UPDATE "DriveFile" SET "nameKey" = lower("name");

-- DropIndex
DROP INDEX "DriveFile_accountId_parentId_idx";
DROP INDEX "DriveFile_parentId_idx";

-- CreateIndex
CREATE INDEX "DriveFile_accountId_parentId_nameKey_idx" ON "DriveFile"("accountId", "parentId", "nameKey");
CREATE INDEX "DriveFile_parentId_nameKey_idx" ON "DriveFile"("parentId", "nameKey");
CREATE INDEX "DriveFile_driveId_dateCreated_id_idx" ON "DriveFile"("driveId", "dateCreated", "id");

-- CreateIndex
CREATE INDEX "DriveChange_accountId_driveId_id_idx" ON "DriveChange"("accountId", "driveId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "DrivePermission_reference_key" ON "DrivePermission"("reference");
