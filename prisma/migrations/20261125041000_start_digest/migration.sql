-- AlterTable
ALTER TABLE "Project" ADD COLUMN "startDigest" TEXT;
