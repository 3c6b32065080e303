-- Keys that called without saying whose they are.
CREATE INDEX ledger_usage_day_key ON ledger_usage_day (credential, day) WHERE agent = '';
