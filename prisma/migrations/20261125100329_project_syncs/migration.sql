-- CreateIndex
CREATE INDEX "Sync_projectId_dateCreated_id_idx" ON "Sync"("projectId", "dateCreated", "id");
