-- The index of the ledger (ledger.md §8). The record is the store; all of this but ledger_seal can be lost and
-- filled again with `ledger rebuild`.

CREATE TABLE ledger_head (
  log TEXT PRIMARY KEY,
  next BIGINT NOT NULL,
  prev BIGINT NOT NULL,
  last_ts TIMESTAMPTZ(3)
);

CREATE TABLE ledger_lease (
  name TEXT PRIMARY KEY,
  holder UUID NOT NULL,
  until TIMESTAMPTZ(3) NOT NULL
);

CREATE TABLE ledger_key (
  log TEXT NOT NULL,
  key_hash BYTEA NOT NULL,
  data_hash BYTEA NOT NULL,
  idx BIGINT NOT NULL,
  ts TIMESTAMPTZ(3) NOT NULL,
  PRIMARY KEY (log, key_hash)
);
CREATE INDEX ledger_key_ts ON ledger_key (log, ts);

CREATE TABLE ledger_seal (
  log TEXT NOT NULL,
  size BIGINT NOT NULL,
  root BYTEA NOT NULL,
  note BYTEA NOT NULL,
  at TIMESTAMPTZ(3) NOT NULL,
  PRIMARY KEY (log, size)
);

CREATE TABLE ledger_tile (
  log TEXT NOT NULL,
  level INTEGER NOT NULL,
  n BIGINT NOT NULL,
  hashes BYTEA NOT NULL,
  PRIMARY KEY (log, level, n)
);

CREATE TABLE ledger_calls (
  idx BIGINT NOT NULL,
  ts TIMESTAMPTZ(3) NOT NULL,
  leaf_hash BYTEA NOT NULL,
  type TEXT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (idx, ts)
) PARTITION BY RANGE (ts);
CREATE INDEX ledger_calls_ts ON ledger_calls (ts, idx);

CREATE TABLE ledger_governance (
  idx BIGINT NOT NULL,
  ts TIMESTAMPTZ(3) NOT NULL,
  leaf_hash BYTEA NOT NULL,
  type TEXT NOT NULL,
  source TEXT NOT NULL,
  key TEXT NOT NULL,
  subject_kind TEXT,
  subject_id TEXT,
  actor_id TEXT,
  PRIMARY KEY (idx, ts)
) PARTITION BY RANGE (ts);
CREATE INDEX ledger_governance_ts ON ledger_governance (ts, idx);
CREATE INDEX ledger_governance_key ON ledger_governance (key);
CREATE INDEX ledger_governance_subject ON ledger_governance (subject_kind, subject_id, idx);

-- Rows of the index and seals stay as they were written. Whoever may delete says so in the transaction:
-- SET LOCAL countersign.ledger_role = 'sweep' (what retention has removed) or 'rebuild' (all of it, to be filled again).
CREATE FUNCTION ledger_refuse_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND TG_ARGV[0] = 'index'
     AND current_setting('countersign.ledger_role', true) IN ('sweep', 'rebuild') THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP;
END $$;

CREATE TRIGGER ledger_calls_append_only BEFORE UPDATE OR DELETE ON ledger_calls
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse_rewrite('index');
CREATE TRIGGER ledger_calls_no_truncate BEFORE TRUNCATE ON ledger_calls
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_rewrite('index');
CREATE TRIGGER ledger_governance_append_only BEFORE UPDATE OR DELETE ON ledger_governance
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse_rewrite('index');
CREATE TRIGGER ledger_governance_no_truncate BEFORE TRUNCATE ON ledger_governance
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_rewrite('index');
CREATE TRIGGER ledger_seal_append_only BEFORE UPDATE OR DELETE ON ledger_seal
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse_rewrite('seal');
CREATE TRIGGER ledger_seal_no_truncate BEFORE TRUNCATE ON ledger_seal
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_rewrite('seal');

-- Makes the partition of the UTC month of an instant, where it is missing. A row trigger of the parent reaches its
-- partitions; one for TRUNCATE does not, so each gets its own.
CREATE FUNCTION ledger_make_partition(parent TEXT, at TIMESTAMPTZ) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
  month TIMESTAMP := date_trunc('month', at AT TIME ZONE 'UTC');
  partition TEXT := parent || to_char(month, '"_y"YYYY"m"MM');
BEGIN
  IF to_regclass(quote_ident(partition)) IS NOT NULL THEN
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('ledger_make_partition'));
  -- Whoever held the lock before may have made it: only CREATE looks past what this session has cached.
  EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', partition, parent,
    month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
  EXECUTE format('CREATE OR REPLACE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_rewrite(''index'')',
    partition || '_no_truncate', partition);
END $$;
