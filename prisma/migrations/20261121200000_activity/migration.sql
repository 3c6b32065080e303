-- Calls: what people search them by. Rows that are no record of a gateway (ledger.created and the like) have none of it.
ALTER TABLE ledger_calls
  ADD COLUMN kind TEXT,
  ADD COLUMN at TIMESTAMPTZ(3),
  ADD COLUMN record_id UUID,
  ADD COLUMN version INTEGER,
  ADD COLUMN corrects BIGINT,
  ADD COLUMN call_key BYTEA,
  ADD COLUMN agent TEXT,
  ADD COLUMN credential TEXT,
  ADD COLUMN person TEXT,
  ADD COLUMN server TEXT,
  ADD COLUMN operation TEXT,
  ADD COLUMN environment TEXT,
  ADD COLUMN region TEXT,
  ADD COLUMN outcome TEXT,
  ADD COLUMN duration_ms DOUBLE PRECISION,
  ADD COLUMN address TEXT,
  ADD COLUMN trace_id BYTEA,
  ADD COLUMN correlation TEXT,
  ADD COLUMN completeness SMALLINT,
  ADD COLUMN epoch TEXT,
  ADD COLUMN seq BIGINT;

CREATE INDEX ledger_calls_at ON ledger_calls (at DESC, idx DESC) WHERE at IS NOT NULL;
CREATE INDEX ledger_calls_agent ON ledger_calls (agent, at DESC) WHERE agent IS NOT NULL;
CREATE INDEX ledger_calls_credential ON ledger_calls (credential, at DESC) WHERE credential IS NOT NULL;
CREATE INDEX ledger_calls_person ON ledger_calls (person, at DESC) WHERE person IS NOT NULL;
CREATE INDEX ledger_calls_operation ON ledger_calls (operation, at DESC) WHERE operation IS NOT NULL;
CREATE INDEX ledger_calls_trace ON ledger_calls (trace_id) WHERE trace_id IS NOT NULL;
CREATE INDEX ledger_calls_correlation ON ledger_calls (correlation) WHERE correlation IS NOT NULL;
CREATE INDEX ledger_calls_corrects ON ledger_calls (corrects) WHERE corrects IS NOT NULL;
CREATE INDEX ledger_calls_key ON ledger_calls (call_key) WHERE call_key IS NOT NULL;

-- Sums over the rows above, made in the transaction that writes them and filled again by a rebuild. `dims` is the MD5 of
-- the names beside it: what a sender did not say is the empty text.
CREATE TABLE ledger_usage_day (
  day DATE NOT NULL,
  dims UUID NOT NULL,
  source TEXT NOT NULL,
  kind TEXT NOT NULL,
  agent TEXT NOT NULL,
  credential TEXT NOT NULL,
  person TEXT NOT NULL,
  server TEXT NOT NULL,
  operation TEXT NOT NULL,
  environment TEXT NOT NULL,
  region TEXT NOT NULL,
  outcome TEXT NOT NULL,
  calls BIGINT NOT NULL,
  first_at TIMESTAMPTZ(3) NOT NULL,
  last_at TIMESTAMPTZ(3) NOT NULL,
  PRIMARY KEY (day, dims)
);

-- Per source and minute: `occurred` counts records by their own time, everything else what was received in that minute.
CREATE TABLE ledger_usage_minute (
  source TEXT NOT NULL,
  minute TIMESTAMPTZ(3) NOT NULL,
  occurred BIGINT NOT NULL DEFAULT 0,
  received BIGINT NOT NULL DEFAULT 0,
  heartbeats BIGINT NOT NULL DEFAULT 0,
  pushes BIGINT NOT NULL DEFAULT 0,
  duplicates BIGINT NOT NULL DEFAULT 0,
  quarantined BIGINT NOT NULL DEFAULT 0,
  skipped BIGINT NOT NULL DEFAULT 0,
  lag_ms_min BIGINT,
  lag_ms_max BIGINT,
  PRIMARY KEY (source, minute)
);
CREATE INDEX ledger_usage_minute_at ON ledger_usage_minute (minute);

CREATE TABLE "Source" (
  "id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "environment" TEXT,
  "region" TEXT,
  "places" JSONB NOT NULL,
  "utcOffset" TEXT NOT NULL DEFAULT '+00:00',
  "trustedHops" INTEGER NOT NULL DEFAULT 0,
  "rhythmMinutes" INTEGER,
  "sampling" TEXT NOT NULL DEFAULT 'unknown',
  "mappingVersion" INTEGER,
  "ownerId" TEXT,
  "note" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 1,
  "addedAt" TIMESTAMPTZ(3) NOT NULL,
  "disabledAt" TIMESTAMPTZ(3),
  CONSTRAINT "Source_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "SourceMapping" (
  "sourceId" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "mapping" JSONB NOT NULL,
  "savedById" TEXT NOT NULL,
  "savedAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "SourceMapping_pkey" PRIMARY KEY ("sourceId", "version"),
  CONSTRAINT "SourceMapping_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

CREATE TABLE "SourceToken" (
  "id" UUID NOT NULL,
  "sourceId" TEXT NOT NULL,
  "tokenHash" TEXT NOT NULL,
  "hint" TEXT NOT NULL,
  "madeById" TEXT NOT NULL,
  "madeAt" TIMESTAMPTZ(3) NOT NULL,
  "expiresAt" TIMESTAMPTZ(3),
  "revokedAt" TIMESTAMPTZ(3),
  CONSTRAINT "SourceToken_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "SourceToken_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "SourceToken_tokenHash_key" ON "SourceToken"("tokenHash");
CREATE INDEX "SourceToken_sourceId_madeAt_idx" ON "SourceToken"("sourceId", "madeAt");

CREATE TABLE "QuarantinedRecord" (
  "id" UUID NOT NULL,
  "sourceId" TEXT NOT NULL,
  "batchId" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "reason" TEXT NOT NULL,
  "payload" JSONB,
  "hmac" TEXT NOT NULL,
  "bytes" INTEGER NOT NULL,
  "receivedAt" TIMESTAMPTZ(3) NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'open',
  "disposition" TEXT,
  "disposedById" TEXT,
  "disposedAt" TIMESTAMPTZ(3),
  CONSTRAINT "QuarantinedRecord_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "QuarantinedRecord_batch" ON "QuarantinedRecord"("sourceId", "batchId", "position");
CREATE INDEX "QuarantinedRecord_sourceId_receivedAt_idx" ON "QuarantinedRecord"("sourceId", "receivedAt");
CREATE INDEX "QuarantinedRecord_state_receivedAt_idx" ON "QuarantinedRecord"("state", "receivedAt");

CREATE TABLE "ImportRun" (
  "id" UUID NOT NULL,
  "sourceId" TEXT NOT NULL,
  "fileName" TEXT NOT NULL,
  "sha256" TEXT NOT NULL,
  "bytes" BIGINT NOT NULL,
  "doneBytes" BIGINT NOT NULL DEFAULT 0,
  "accepted" BIGINT NOT NULL DEFAULT 0,
  "duplicates" BIGINT NOT NULL DEFAULT 0,
  "quarantined" BIGINT NOT NULL DEFAULT 0,
  "skipped" BIGINT NOT NULL DEFAULT 0,
  "startedById" TEXT NOT NULL,
  "startedAt" TIMESTAMPTZ(3) NOT NULL,
  "movedAt" TIMESTAMPTZ(3) NOT NULL,
  "finishedAt" TIMESTAMPTZ(3),
  CONSTRAINT "ImportRun_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "ImportRun_sourceId_sha256_key" ON "ImportRun"("sourceId", "sha256");
CREATE INDEX "ImportRun_startedAt_idx" ON "ImportRun"("startedAt");

CREATE TABLE "Gap" (
  "id" UUID NOT NULL,
  "sourceId" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "mark" TEXT NOT NULL,
  "fromAt" TIMESTAMPTZ(3) NOT NULL,
  "toAt" TIMESTAMPTZ(3),
  "epoch" TEXT,
  "firstSeq" BIGINT,
  "lastSeq" BIGINT,
  "detail" TEXT NOT NULL,
  "foundAt" TIMESTAMPTZ(3) NOT NULL,
  "filledAt" TIMESTAMPTZ(3),
  "cause" TEXT,
  "impact" TEXT,
  "disposition" TEXT NOT NULL DEFAULT 'unexplained',
  "incident" TEXT,
  "disposedById" TEXT,
  "disposedAt" TIMESTAMPTZ(3),
  "version" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "Gap_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Gap_sourceId_kind_mark_key" ON "Gap"("sourceId", "kind", "mark");
CREATE INDEX "Gap_fromAt_idx" ON "Gap"("fromAt");
CREATE INDEX "Gap_disposition_foundAt_idx" ON "Gap"("disposition", "foundAt");

CREATE TABLE "CandidateDismissal" (
  "id" UUID NOT NULL,
  "kind" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "dismissedById" TEXT NOT NULL,
  "dismissedAt" TIMESTAMPTZ(3) NOT NULL,
  "expiresAt" TIMESTAMPTZ(3) NOT NULL,
  "endedAt" TIMESTAMPTZ(3),
  CONSTRAINT "CandidateDismissal_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "CandidateDismissal_kind_value_idx" ON "CandidateDismissal"("kind", "value");

CREATE TABLE "LeakCheck" (
  "id" UUID NOT NULL,
  "seed" TEXT NOT NULL,
  "size" BIGINT NOT NULL,
  "indices" JSONB NOT NULL,
  "policyVersion" TEXT NOT NULL,
  "found" JSONB NOT NULL,
  "drawnById" TEXT NOT NULL,
  "drawnAt" TIMESTAMPTZ(3) NOT NULL,
  "verdict" TEXT,
  "note" TEXT,
  "signedById" TEXT,
  "signedAt" TIMESTAMPTZ(3),
  "version" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "LeakCheck_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "LeakCheck_drawnAt_idx" ON "LeakCheck"("drawnAt");

CREATE TABLE "Finding" (
  "id" UUID NOT NULL,
  "detector" TEXT NOT NULL,
  "detectorVersion" INTEGER NOT NULL,
  "groupKey" TEXT NOT NULL,
  "severity" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "subjectKind" TEXT,
  "subjectId" TEXT,
  "explanation" JSONB NOT NULL,
  "firstAt" TIMESTAMPTZ(3) NOT NULL,
  "lastAt" TIMESTAMPTZ(3) NOT NULL,
  "raisedAt" TIMESTAMPTZ(3) NOT NULL,
  "times" INTEGER NOT NULL DEFAULT 1,
  "state" TEXT NOT NULL DEFAULT 'open',
  "ownerId" TEXT,
  "dueAt" TIMESTAMPTZ(3) NOT NULL,
  "verdict" TEXT,
  "reason" TEXT,
  "incident" TEXT,
  "triagedById" TEXT,
  "triagedAt" TIMESTAMPTZ(3),
  "clearedAt" TIMESTAMPTZ(3),
  "version" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "Finding_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Finding_open" ON "Finding"("detector", "groupKey") WHERE "state" <> 'closed';
CREATE INDEX "Finding_state_dueAt_idx" ON "Finding"("state", "dueAt");
CREATE INDEX "Finding_raisedAt_idx" ON "Finding"("raisedAt");
CREATE INDEX "Finding_subjectKind_subjectId_idx" ON "Finding"("subjectKind", "subjectId");

CREATE TABLE "DetectorRun" (
  "id" UUID NOT NULL,
  "detector" TEXT NOT NULL,
  "detectorVersion" INTEGER NOT NULL,
  "kind" TEXT NOT NULL,
  "ranAt" TIMESTAMPTZ(3) NOT NULL,
  "fromAt" TIMESTAMPTZ(3) NOT NULL,
  "toAt" TIMESTAMPTZ(3) NOT NULL,
  "examined" BIGINT NOT NULL,
  "found" INTEGER NOT NULL,
  "passed" BOOLEAN NOT NULL,
  "detail" TEXT,
  CONSTRAINT "DetectorRun_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "DetectorRun_detector_kind_ranAt_idx" ON "DetectorRun"("detector", "kind", "ranAt");
