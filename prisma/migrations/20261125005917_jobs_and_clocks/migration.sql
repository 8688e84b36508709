-- CreateTable
CREATE TABLE "Job" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "projectId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "dateDue" REAL NOT NULL,
    "runAt" REAL,
    "leasedUntil" REAL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "Job_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- AlterTable
ALTER TABLE "Project" ADD COLUMN "clockOffset" REAL NOT NULL DEFAULT 0;
ALTER TABLE "Project" ADD COLUMN "clockFrozenAt" REAL;

-- CreateIndex
CREATE INDEX "Job_runAt_idx" ON "Job"("runAt");

-- CreateIndex
CREATE INDEX "Job_leasedUntil_idx" ON "Job"("leasedUntil");

-- CreateIndex
CREATE INDEX "Job_projectId_dateDue_idx" ON "Job"("projectId", "dateDue");

-- CreateIndex
CREATE UNIQUE INDEX "Job_projectId_kind_subject_key" ON "Job"("projectId", "kind", "subject");
