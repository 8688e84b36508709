-- CreateTable
CREATE TABLE "ProviderRecord" (
    "accountId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "dateCreated" DATETIME NOT NULL,
    "dateModified" DATETIME NOT NULL,

    PRIMARY KEY ("accountId", "kind", "id"),
    CONSTRAINT "ProviderRecord_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "ProviderAccount" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- AlterTable
ALTER TABLE "ProviderAccount" ADD COLUMN "isSeeded" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "ProviderRecord_accountId_kind_dateCreated_id_idx" ON "ProviderRecord"("accountId", "kind", "dateCreated", "id");

-- CreateIndex
CREATE INDEX "ProviderRecord_accountId_kind_dateModified_id_idx" ON "ProviderRecord"("accountId", "kind", "dateModified", "id");
