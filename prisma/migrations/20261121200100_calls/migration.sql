-- Sums by hour and place, for times that are no whole days. Small: a server has few outcomes an hour.
CREATE TABLE ledger_usage_hour (
  hour TIMESTAMPTZ(3) NOT NULL,
  dims UUID NOT NULL,
  source TEXT NOT NULL,
  kind TEXT NOT NULL,
  server TEXT NOT NULL,
  environment TEXT NOT NULL,
  region TEXT NOT NULL,
  outcome TEXT NOT NULL,
  calls BIGINT NOT NULL,
  first_at TIMESTAMPTZ(3) NOT NULL,
  last_at TIMESTAMPTZ(3) NOT NULL,
  PRIMARY KEY (hour, dims)
) WITH (fillfactor = 80);

-- Up to where the entries of a log were counted in order.
CREATE TABLE ledger_usage_mark (
  log TEXT PRIMARY KEY,
  counted BIGINT NOT NULL
);

-- A sum changes with every batch and its names never do: with room on the page no index is touched.
ALTER TABLE ledger_usage_day SET (fillfactor = 80);
CREATE INDEX ledger_usage_day_agent ON ledger_usage_day (lower(agent), agent, day);
CREATE INDEX ledger_usage_day_credential ON ledger_usage_day (credential, day);
CREATE INDEX ledger_usage_day_person ON ledger_usage_day (person, day);
CREATE INDEX ledger_usage_day_operation ON ledger_usage_day (operation, day);

CREATE INDEX ledger_calls_address ON ledger_calls (address, at DESC) WHERE address IS NOT NULL;
