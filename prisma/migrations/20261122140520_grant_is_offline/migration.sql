-- AlterTable
ALTER TABLE "ProviderGrant" ADD COLUMN "isOffline" BOOLEAN NOT NULL DEFAULT false;
