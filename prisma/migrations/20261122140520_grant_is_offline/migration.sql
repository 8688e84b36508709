-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_ProviderGrant" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "clientId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "isOffline" BOOLEAN NOT NULL DEFAULT false,
    "dateCreated" DATETIME NOT NULL,
    "dateRevoked" DATETIME,
    CONSTRAINT "ProviderGrant_clientId_fkey" FOREIGN KEY ("clientId") REFERENCES "ProviderClient" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ProviderGrant_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "ProviderAccount" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_ProviderGrant" ("accountId", "clientId", "dateCreated", "dateRevoked", "id", "scope") SELECT "accountId", "clientId", "dateCreated", "dateRevoked", "id", "scope" FROM "ProviderGrant";
DROP TABLE "ProviderGrant";
ALTER TABLE "new_ProviderGrant" RENAME TO "ProviderGrant";
CREATE INDEX "ProviderGrant_clientId_idx" ON "ProviderGrant"("clientId");
CREATE INDEX "ProviderGrant_accountId_idx" ON "ProviderGrant"("accountId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
