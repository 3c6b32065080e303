-- What the sealer and the verifiers tell the screens. None of it is evidence: the store, the signed checkpoints and the
-- leaves of `governance` are (ledger.md, L5), and all of this can be lost without losing anything of them.

-- The keys of each log from its first one on, as the leaves of `governance` tell them: what people pin.
CREATE TABLE ledger_vkey (
  log TEXT NOT NULL,
  vkey TEXT NOT NULL,
  since BIGINT NOT NULL,
  rotated_at TIMESTAMPTZ(3),
  revoked_from BIGINT,
  PRIMARY KEY (log, vkey)
);

-- What the sealer last saw of each log, and whether it has stopped signing it.
CREATE TABLE ledger_sealer (
  log TEXT PRIMARY KEY,
  seen_at TIMESTAMPTZ(3) NOT NULL,
  size BIGINT NOT NULL,
  last_ts TIMESTAMPTZ(3),
  key_separation TEXT NOT NULL,
  halted_at TIMESTAMPTZ(3),
  halt_reason TEXT,
  halt_message TEXT
);

-- What somebody must look at. The same fault is one row while it is open; `times` says how often it was met.
CREATE TABLE ledger_finding (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  log TEXT NOT NULL,
  kind TEXT NOT NULL,
  severity TEXT NOT NULL,
  message TEXT NOT NULL,
  first_at TIMESTAMPTZ(3) NOT NULL,
  last_at TIMESTAMPTZ(3) NOT NULL,
  times INTEGER NOT NULL DEFAULT 1,
  closed_at TIMESTAMPTZ(3)
);
CREATE UNIQUE INDEX ledger_finding_open ON ledger_finding (log, kind, md5(message)) WHERE closed_at IS NULL;
CREATE INDEX ledger_finding_last ON ledger_finding (last_at);

-- Each pass of the scrub over a log: `stored` reads everything from the store, `index` compares the index with the leaves.
CREATE TABLE ledger_scrub (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  log TEXT NOT NULL,
  kind TEXT NOT NULL,
  started_at TIMESTAMPTZ(3) NOT NULL,
  finished_at TIMESTAMPTZ(3),
  start BIGINT NOT NULL,
  "end" BIGINT NOT NULL,
  findings INTEGER NOT NULL DEFAULT 0,
  detail TEXT
);
CREATE INDEX ledger_scrub_log ON ledger_scrub (log, kind, started_at);

-- Long work over a log that a person asked for: done in the background, found again after a restart.
CREATE TABLE ledger_task (
  id UUID PRIMARY KEY,
  log TEXT NOT NULL,
  kind TEXT NOT NULL,
  wish JSONB NOT NULL,
  state TEXT NOT NULL,
  done BIGINT NOT NULL DEFAULT 0,
  total BIGINT,
  result JSONB,
  message TEXT,
  asked_by_id TEXT NOT NULL,
  asked_at TIMESTAMPTZ(3) NOT NULL,
  started_at TIMESTAMPTZ(3),
  alive_at TIMESTAMPTZ(3),
  finished_at TIMESTAMPTZ(3)
);
CREATE INDEX ledger_task_open ON ledger_task (asked_at) WHERE state IN ('waiting', 'running');
CREATE INDEX ledger_task_log ON ledger_task (log, kind, asked_at);
