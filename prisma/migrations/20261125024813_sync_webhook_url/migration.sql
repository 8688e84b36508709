-- AlterTable
ALTER TABLE "Project" ADD COLUMN "syncWebhookUrl" TEXT;
