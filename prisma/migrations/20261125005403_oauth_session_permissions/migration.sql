-- AlterTable
ALTER TABLE "OAuthSession" ADD COLUMN "permissions" JSONB;
