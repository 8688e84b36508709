-- CreateTable
CREATE TABLE "CalendarEvent" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "summary" TEXT,
    "description" TEXT,
    "location" TEXT,
    "isAllDay" BOOLEAN NOT NULL,
    "dateStart" DATETIME NOT NULL,
    "dateEnd" DATETIME NOT NULL,
    "startTimeZone" TEXT,
    "endTimeZone" TEXT,
    "details" JSONB NOT NULL,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "dateCreated" DATETIME NOT NULL,
    "dateUpdated" DATETIME NOT NULL,

    PRIMARY KEY ("accountId", "id"),
    CONSTRAINT "CalendarEvent_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "ProviderAccount" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "CalendarEvent_accountId_dateCreated_id_idx" ON "CalendarEvent"("accountId", "dateCreated", "id");

-- CreateIndex
CREATE INDEX "CalendarEvent_accountId_dateStart_id_idx" ON "CalendarEvent"("accountId", "dateStart", "id");

-- CreateIndex
CREATE INDEX "CalendarEvent_accountId_dateUpdated_id_idx" ON "CalendarEvent"("accountId", "dateUpdated", "id");
