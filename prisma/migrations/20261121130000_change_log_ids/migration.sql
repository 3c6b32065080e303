-- The log is searched by ids without their kind: of a request to the server, of a subject.

-- CreateIndex
CREATE INDEX "ChangeLogEntry_requestId_idx" ON "ChangeLogEntry"("requestId");

-- CreateIndex
CREATE INDEX "ChangeLogEntry_subjectId_seq_idx" ON "ChangeLogEntry"("subjectId", "seq");
