ALTER TABLE "Project" ADD COLUMN "declaration" JSONB;
