import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FIND_KEYS } from "./dedupe";
import { inTransaction, lockHead } from "./head";
import { emptyTestLog, testPool } from "./testing/test-log";

const KEYS = 20_000;

beforeAll(async () => {
  await emptyTestLog({ log: "calls" });
  await testPool().query(
    `INSERT INTO ledger_key
     SELECT 'calls', sha256(n::text::bytea), sha256(n::text::bytea), n, now() FROM generate_series(1, $1) AS n`,
    [KEYS],
  );
});

afterAll(() => testPool().query("DELETE FROM ledger_key WHERE log = 'calls'"));

test("known keys are found one by one, although nothing has counted yet how many there are", async () => {
  const hashes = Array.from({ length: 500 }, () => randomBytes(32));
  const plan = await inTransaction(testPool(), async (client) => {
    await lockHead(client, "calls");
    const { rows } = await client.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${FIND_KEYS}`, [
      "calls",
      hashes,
    ]);
    return JSON.stringify(rows);
  });
  expect(plan).toContain('"Index Name":"ledger_key_pkey"');
  expect(plan).toContain("key_hash = ANY");
  expect(plan).not.toMatch(/"Rows Removed by (?:Filter|Index Recheck)":[1-9]/);
});
