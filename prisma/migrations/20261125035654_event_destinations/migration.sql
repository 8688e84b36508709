-- CreateTable
CREATE TABLE "EventDestination" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "projectId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "events" JSONB NOT NULL,
    "target" TEXT NOT NULL,
    "sealedRequest" TEXT,
    "isEnabled" BOOLEAN NOT NULL,
    "dateEnabled" DATETIME NOT NULL,
    CONSTRAINT "EventDestination_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SentEmail" (
    "sequence" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "id" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "destinationId" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "dateCreated" DATETIME NOT NULL,
    CONSTRAINT "SentEmail_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "EventDestination_projectId_position_idx" ON "EventDestination"("projectId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "SentEmail_id_key" ON "SentEmail"("id");

-- CreateIndex
CREATE INDEX "SentEmail_projectId_sequence_idx" ON "SentEmail"("projectId", "sequence");

-- CreateIndex
CREATE UNIQUE INDEX "SentEmail_destinationId_eventId_key" ON "SentEmail"("destinationId", "eventId");
