-- AlterTable
ALTER TABLE "Project" ADD COLUMN "transitions" JSONB;

-- AlterTable
ALTER TABLE "Job" ADD COLUMN "isHeld" BOOLEAN NOT NULL DEFAULT false;
