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

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_ProviderAccount" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "projectId" TEXT NOT NULL,
    "directory" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hue" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "isSeeded" BOOLEAN NOT NULL DEFAULT false,
    "dateCreated" DATETIME NOT NULL,
    CONSTRAINT "ProviderAccount_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_ProviderAccount" ("dateCreated", "directory", "email", "hue", "id", "kind", "name", "person", "projectId") SELECT "dateCreated", "directory", "email", "hue", "id", "kind", "name", "person", "projectId" FROM "ProviderAccount";
DROP TABLE "ProviderAccount";
ALTER TABLE "new_ProviderAccount" RENAME TO "ProviderAccount";
CREATE INDEX "ProviderAccount_projectId_directory_person_idx" ON "ProviderAccount"("projectId", "directory", "person");
CREATE UNIQUE INDEX "ProviderAccount_projectId_directory_email_key" ON "ProviderAccount"("projectId", "directory", "email");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "ProviderRecord_accountId_kind_dateCreated_id_idx" ON "ProviderRecord"("accountId", "kind", "dateCreated", "id");

-- CreateIndex
CREATE INDEX "ProviderRecord_accountId_kind_dateModified_id_idx" ON "ProviderRecord"("accountId", "kind", "dateModified", "id");
