-- CreateTable
CREATE TABLE "ApiKey" (
    "projectId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "dateCreated" DATETIME NOT NULL,

    PRIMARY KEY ("projectId", "hash"),
    CONSTRAINT "ApiKey_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "WorkflowVersion" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "projectId" TEXT NOT NULL,
    "workflowId" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    CONSTRAINT "WorkflowVersion_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "WorkflowExecution" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "projectId" TEXT NOT NULL,
    "workflowId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "integration" TEXT NOT NULL,
    "personaId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "credentialId" TEXT NOT NULL,
    "configurationId" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "taskCount" INTEGER NOT NULL DEFAULT 0,
    "dateStarted" DATETIME NOT NULL,
    "dateEnded" DATETIME,
    CONSTRAINT "WorkflowExecution_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "WorkflowExecution_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "WorkflowVersion" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "StepExecution" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "executionId" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "stepId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "previousId" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "input" TEXT,
    "output" TEXT,
    "inputSize" INTEGER NOT NULL DEFAULT 0,
    "outputSize" INTEGER NOT NULL DEFAULT 0,
    "responseStatus" INTEGER,
    "dateStarted" DATETIME NOT NULL,
    "dateEnded" DATETIME,
    "dateDue" REAL,
    CONSTRAINT "StepExecution_executionId_fkey" FOREIGN KEY ("executionId") REFERENCES "WorkflowExecution" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- AlterTable
ALTER TABLE "Configuration" ADD COLUMN "enableTriggered" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Workflow" ADD COLUMN "isOwn" BOOLEAN NOT NULL DEFAULT false;

-- Accounts that were connected before have been enabled before.
UPDATE "Configuration" SET "enableTriggered" = true;

-- Until now workflows did nothing; what a project has copied of them then is a workflow that does nothing.
UPDATE "Workflow" SET "definition" = json_set("definition", '$.trigger', json('{"type":"request"}'), '$.steps', json('[]'))
WHERE json_extract("definition", '$.trigger') IS NULL;

-- CreateIndex
CREATE INDEX "WorkflowVersion_projectId_idx" ON "WorkflowVersion"("projectId");

-- CreateIndex
CREATE INDEX "WorkflowExecution_projectId_dateStarted_id_idx" ON "WorkflowExecution"("projectId", "dateStarted", "id");

-- CreateIndex
CREATE INDEX "WorkflowExecution_projectId_userId_dateStarted_id_idx" ON "WorkflowExecution"("projectId", "userId", "dateStarted", "id");

-- CreateIndex
CREATE INDEX "WorkflowExecution_projectId_workflowId_dateStarted_id_idx" ON "WorkflowExecution"("projectId", "workflowId", "dateStarted", "id");

-- CreateIndex
CREATE INDEX "WorkflowExecution_projectId_integration_dateStarted_id_idx" ON "WorkflowExecution"("projectId", "integration", "dateStarted", "id");

-- CreateIndex
CREATE INDEX "WorkflowExecution_projectId_status_dateStarted_id_idx" ON "WorkflowExecution"("projectId", "status", "dateStarted", "id");

-- CreateIndex
CREATE INDEX "WorkflowExecution_personaId_status_idx" ON "WorkflowExecution"("personaId", "status");

-- CreateIndex
CREATE INDEX "WorkflowExecution_versionId_idx" ON "WorkflowExecution"("versionId");

-- CreateIndex
CREATE INDEX "StepExecution_executionId_position_idx" ON "StepExecution"("executionId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "StepExecution_executionId_path_key" ON "StepExecution"("executionId", "path");
