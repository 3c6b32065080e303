import { beforeEach, describe, expect, test } from "vitest";
import { Appender } from "./append";
import { catchUp } from "./catch-up";
import { compareIndex, type RowDifference, rowsFrom } from "./compare";
import { ensurePartitions } from "./index-write";
import type { LedgerLog } from "./ledger-log";
import { rebuildIndex } from "./rebuild";
import { expectIndexed } from "./testing/expect-log-intact";
import { emptyTestLog, sampleEvent, sampleEvents, type TestRuntime } from "./testing/test-log";

let log: LedgerLog & { readonly runtime: TestRuntime };
let appender: Appender;

beforeEach(async () => {
  log = await emptyTestLog();
  appender = new Appender(log, { lingerMs: 0 });
});

const CHANGE = {
  actor: { kind: "person", id: "p-1", roles: ["admin"] },
  subject: { kind: "agent", id: "tab\tand\nline\\ and é" },
  before: null,
};

async function everyRow(): Promise<unknown> {
  const tables = [
    "ledger_governance ORDER BY idx",
    "ledger_key WHERE log = 'governance' ORDER BY idx",
    "ledger_head WHERE log = 'governance'",
  ];
  return await Promise.all(
    tables.map(async (table) => (await log.pool.query(`SELECT * FROM ${table}`)).rows),
  );
}

/** As somebody who owns the database can. */
async function asSuperuser(statement: string): Promise<void> {
  await log.pool.query(`BEGIN; SET LOCAL session_replication_role = replica; ${statement}; COMMIT`);
}

describe("a row of the index", () => {
  test("says what people search by: change, subject and actor", async () => {
    const event = { ...sampleEvent("change-1", CHANGE), type: "agent.registered" };
    await appender.append([event]);
    const { rows } = await log.pool.query("SELECT * FROM ledger_governance");
    expect(rows).toMatchObject([
      {
        idx: "0",
        type: "agent.registered",
        source: "gw-1",
        key: "change-1",
        subject_kind: "agent",
        subject_id: "tab\tand\nline\\ and é",
        actor_id: "p-1",
      },
    ]);
    await expectIndexed(log);
  });

  test("leaves out what PostgreSQL cannot hold, and the entry keeps it", async () => {
    await appender.append([sampleEvent("a", { subject: { kind: "x", id: "a\0b" } })]);
    await expectIndexed(log);
    expect((await log.reader.entryAt(0n))?.entry.body?.data).toEqual({
      subject: { kind: "x", id: "a\0b" },
    });
  });

  test.each([
    "UPDATE ledger_governance SET type = 'x'",
    "DELETE FROM ledger_governance",
    "TRUNCATE ledger_governance",
    "UPDATE ledger_calls SET type = 'x'",
    "TRUNCATE ledger_calls",
    "TRUNCATE ledger_seal",
  ])("cannot be changed: %s", async (statement) => {
    await appender.append([sampleEvent("a")]);
    const calls = await emptyTestLog({ log: "calls" });
    await new Appender(calls, { lingerMs: 0 }).append([sampleEvent("a")]);
    await expect(log.pool.query(statement)).rejects.toThrow("append-only");
    await expectIndexed(log);
    await expectIndexed(calls);
  });

  test("cannot be truncated by way of its partition", async () => {
    await appender.append([sampleEvent("a")]);
    const { rows } = await log.pool.query(
      "SELECT tableoid::regclass::text AS name FROM ledger_governance",
    );
    await expect(log.pool.query(`TRUNCATE ${rows[0].name}`)).rejects.toThrow("append-only");
    await expectIndexed(log);
  });

  test("can be deleted by the sweep, which says so, and by nobody else", async () => {
    await appender.append([sampleEvent("a")]);
    await log.pool.query(
      "BEGIN; SET LOCAL countersign.ledger_role = 'sweep'; DELETE FROM ledger_governance; COMMIT",
    );
    expect((await log.pool.query("SELECT * FROM ledger_governance")).rows).toEqual([]);
  });
});

test("a seal cannot be changed or deleted, whoever says what", async () => {
  await log.pool.query(
    "INSERT INTO ledger_seal VALUES ('governance', 1, '', '', now()) ON CONFLICT DO NOTHING",
  );
  for (const statement of ["UPDATE ledger_seal SET size = 2", "DELETE FROM ledger_seal"]) {
    const attempt = `BEGIN; SET LOCAL countersign.ledger_role = 'sweep'; ${statement}; COMMIT`;
    const client = await log.pool.connect();
    await expect(client.query(attempt)).rejects.toThrow("append-only");
    await client.query("ROLLBACK");
    client.release();
  }
});

test("partitions are made ahead for this month and the next, in both logs, as often as one likes", async () => {
  const query = (text: string, values: unknown[]) => log.pool.query(text, values);
  const now = new Date("2031-12-31T23:59:59.999Z");
  await Promise.all([ensurePartitions(query, now), ensurePartitions(query, now)]);
  const { rows } = await log.pool.query(
    "SELECT relname FROM pg_class WHERE relname ~ '^ledger_.*y203[12]m[0-9]+$' ORDER BY 1",
  );
  expect(rows.map(({ relname }) => relname)).toEqual([
    "ledger_calls_y2031m12",
    "ledger_calls_y2032m01",
    "ledger_governance_y2031m12",
    "ledger_governance_y2032m01",
  ]);
});

describe("an index made anew", () => {
  const REBUILD = { now: new Date(), dedupeDays: 30 };

  test("is the one that grew with the log, row for row", async () => {
    for (let round = 0; round < 6; round += 1) {
      await appender.append([...sampleEvents(40, `r${round}`), sampleEvent(`c${round}`, CHANGE)]);
      await expectIndexed(log);
    }
    const before = await everyRow();
    expect(await rebuildIndex(log, REBUILD)).toBe(6n * 41n);
    expect(await everyRow()).toEqual(before);
    await expectIndexed(log);
  });

  test("is the same where the whole database was lost", async () => {
    await appender.append(sampleEvents(100));
    const before = await everyRow();
    await asSuperuser(
      "DELETE FROM ledger_governance; DELETE FROM ledger_key; DELETE FROM ledger_head; DELETE FROM ledger_tile",
    );
    expect(await rebuildIndex(log, REBUILD)).toBe(100n);
    expect(await everyRow()).toEqual(before);
  });

  test("does not remember keys that are older than the horizon", async () => {
    await appender.append(sampleEvents(3));
    await rebuildIndex(log, { now: new Date(Date.now() + 31 * 86_400_000), dedupeDays: 30 });
    expect(
      (await log.pool.query("SELECT * FROM ledger_key WHERE log = 'governance'")).rows,
    ).toEqual([]);
    await expectIndexed(log);
  });

  test("may be asked for while others append", async () => {
    await appender.append(sampleEvents(200));
    const appending = Promise.allSettled(
      sampleEvents(20, "late").map((event) => appender.append([event])),
    );
    await rebuildIndex(log, REBUILD);
    await appending;
    await appender.drained();
    await catchUp(log);
    await expectIndexed(log);
  });
});

describe("rows that somebody edited", () => {
  async function differences(): Promise<RowDifference[]> {
    const found = await rowsFrom(log, 50n);
    for await (const one of compareIndex(log, { start: 0n, end: 50n })) found.push(one);
    return found;
  }

  test.each([
    [
      "changed",
      "UPDATE ledger_governance SET actor_id = 'p-2', type = 'x' WHERE idx = 7",
      [{ index: 7n, kind: "different", columns: ["type", "actor_id"] }],
    ],
    [
      "hashed anew",
      "UPDATE ledger_governance SET leaf_hash = sha256('x') WHERE idx = 0",
      [{ index: 0n, kind: "different", columns: ["leaf_hash"] }],
    ],
    [
      "deleted",
      "DELETE FROM ledger_governance WHERE idx IN (3, 49)",
      [
        { index: 3n, kind: "missing" },
        { index: 49n, kind: "missing" },
      ],
    ],
    [
      "invented beyond the end",
      "INSERT INTO ledger_governance SELECT 50, ts, leaf_hash, type, source, key FROM ledger_governance WHERE idx = 4",
      [{ index: 50n, kind: "extra" }],
    ],
    [
      "doubled",
      "INSERT INTO ledger_governance SELECT idx, ts + interval '1 ms', leaf_hash, type, source, key FROM ledger_governance WHERE idx = 4",
      [{ index: 4n, kind: "extra" }],
    ],
  ] as const)("are named: %s", async (_, statement, expected) => {
    await appender.append(sampleEvents(50));
    expect(await differences()).toEqual([]);
    await asSuperuser(statement);
    expect(await differences()).toMatchObject(expected);
    await rebuildIndex(log, { now: new Date(), dedupeDays: 30 });
    await expectIndexed(log);
  });

  test("are made again where they were the last ones, and that they were missing is told", async () => {
    await appender.append(sampleEvents(50));
    await asSuperuser("DELETE FROM ledger_governance WHERE idx > 45");
    await catchUp(log);
    expect(log.runtime.findings).toMatchObject([{ kind: "index", severity: "warning" }]);
    expect(log.runtime.findings[0]?.message).toContain("no rows from entry 46 on");
    await expectIndexed(log);
  });
});
