-- AlterTable
ALTER TABLE "OAuthSession" ADD COLUMN "sealedClient" TEXT;
