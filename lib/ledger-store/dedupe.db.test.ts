import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { walKey } from "@/lib/ledger/object-key";
import { FIND_KEYS } from "./dedupe";
import { inTransaction, lockHead } from "./head";
import { createMemoryStore } from "./memory";
import type { Store } from "./store";
import { openTestLog } from "./testing/sealed-logs";
import { emptyTestLog, sampleEvents, testPool } from "./testing/test-log";

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

test("what is sent again is read in the order of the log, and answered in that of the sender", async () => {
  const memory = createMemoryStore({ now: () => new Date(), token: randomUUID });
  const reads: string[] = [];
  const store: Store = {
    ...memory,
    read: (key, range) => {
      reads.push(key);
      return memory.read(key, range);
    },
  };
  const log = await openTestLog("calls", store);
  const events = sampleEvents(4);
  for (const event of events) await log.appender.append([event]);
  log.reader.forget();
  reads.length = 0;
  const shuffled = [3, 1, 0, 2, 1].flatMap((at) => events[at] ?? []);
  const receipts = await log.appender.append([...shuffled, ...sampleEvents(1, "new")]);
  expect(receipts).toMatchObject([
    ...[3n, 1n, 0n, 2n, 1n].map((index) => ({ status: "duplicate", index })),
    { status: "stored", index: 4n },
  ]);
  const stored = events.map((_, at) => walKey("calls", BigInt(at)));
  expect(reads.filter((key) => stored.includes(key))).toEqual(stored);
});
