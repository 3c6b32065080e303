-- Sums by day and caller: what a question about many agents, or about a key, reads instead of each of their operations.
CREATE TABLE ledger_usage_caller (
  day DATE NOT NULL,
  dims UUID NOT NULL,
  source TEXT NOT NULL,
  kind TEXT NOT NULL,
  agent TEXT NOT NULL,
  credential TEXT NOT NULL,
  outcome TEXT NOT NULL,
  calls BIGINT NOT NULL,
  first_at TIMESTAMPTZ(3) NOT NULL,
  last_at TIMESTAMPTZ(3) NOT NULL,
  PRIMARY KEY (day, dims)
) WITH (fillfactor = 80);

INSERT INTO ledger_usage_caller
  SELECT day, md5(ROW(source, kind, agent, credential, outcome)::text)::uuid, source, kind, agent, credential, outcome,
    sum(calls), min(first_at), max(last_at)
  FROM ledger_usage_day GROUP BY day, source, kind, agent, credential, outcome;

CREATE INDEX ledger_usage_caller_agent ON ledger_usage_caller (lower(agent), agent, day);
CREATE INDEX ledger_usage_caller_credential ON ledger_usage_caller (credential, day);

-- Keys that called without saying whose they are: there are few sums of a key now.
DROP INDEX ledger_usage_day_key;

-- What comes later goes behind what is there: such an index grows at the ends of its groups and its pages stay full, where
-- one in the order of lists is split in the middle for ever. It is read backwards.
DROP INDEX ledger_calls_at;
CREATE INDEX ledger_calls_at ON ledger_calls (at, idx) WHERE at IS NOT NULL;
DROP INDEX ledger_calls_agent;
CREATE INDEX ledger_calls_agent ON ledger_calls (agent, at) WHERE agent IS NOT NULL;
DROP INDEX ledger_calls_credential;
CREATE INDEX ledger_calls_credential ON ledger_calls (credential, at) WHERE credential IS NOT NULL;
DROP INDEX ledger_calls_person;
CREATE INDEX ledger_calls_person ON ledger_calls (person, at) WHERE person IS NOT NULL;
DROP INDEX ledger_calls_operation;
CREATE INDEX ledger_calls_operation ON ledger_calls (operation, at) WHERE operation IS NOT NULL;
DROP INDEX ledger_calls_address;
CREATE INDEX ledger_calls_address ON ledger_calls (address, at) WHERE address IS NOT NULL;
