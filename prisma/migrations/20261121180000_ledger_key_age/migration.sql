-- Remembered keys leave by age, once a day. A B-tree of (log, ts) for that lured the dedupe, whose keys come far faster
-- than statistics, into reading every key of a log; a block range index costs an append nothing and tempts nobody.
DROP INDEX ledger_key_ts;
CREATE INDEX ledger_key_ts ON ledger_key USING brin (ts);
