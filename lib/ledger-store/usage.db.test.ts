import { beforeEach, describe, expect, test } from "vitest";
import { encodeLines } from "@/lib/ledger/batch";
import type { Event } from "@/lib/ledger/event";
import { segmentKey, walKey } from "@/lib/ledger/object-key";
import { Appender } from "./append";
import { catchUp } from "./catch-up";
import { zlibDeflate } from "./gzip";
import type { LedgerLog } from "./ledger-log";
import { emptyIndex, rebuildIndex } from "./rebuild";
import { expectIndexed, expectLogIntact } from "./testing/expect-log-intact";
import { expectUsageCounted } from "./testing/expect-usage-counted";
import { emptyTestLog, type TestRuntime, testLog, testRuntime } from "./testing/test-log";

let log: LedgerLog & { readonly runtime: TestRuntime };
let appender: Appender;

const REBUILD = { now: new Date(), dedupeDays: 30 };

beforeEach(async () => {
  log = await emptyTestLog({ log: "calls" });
  appender = new Appender(log, { lingerMs: 0 });
});

function call(key: string, data: Event["data"] = {}): Event {
  const record = { kind: "tool_call", occurred_at: "2026-11-20T23:59:59.999Z", ...data };
  return { type: "call", key, source: { id: "gw-1" }, data: record };
}

function calls(count: number, prefix: string): Event[] {
  return Array.from({ length: count }, (_, at) =>
    call(`${prefix}-${at}`, {
      "gen_ai.agent.id": `agent ${at % 3} "\\,{}`,
      "mcp.server.name": at % 2 === 0 ? "crm" : "mail",
      outcome: at % 5 === 0 ? "denied" : "success",
      occurred_at: `2026-11-2${at % 2}T0${at % 7}:00:0${at % 10}.000Z`,
    }),
  );
}

const heartbeat: Event = {
  type: "call",
  key: "heartbeat-1",
  source: { id: "gw-1" },
  data: { kind: "heartbeat", minute: "2026-11-20T10:00:00.000Z", pushes: 3, duplicates: 2 },
};

const expectCounted = () => expectUsageCounted(log.pool);

/** As somebody who owns the database can. */
async function asSuperuser(statement: string): Promise<void> {
  await log.pool.query(`BEGIN; SET LOCAL session_replication_role = replica; ${statement}; COMMIT`);
}

/** As the sealer does it: the first batches become segments of one each, and are freed. */
async function roll(count: number): Promise<void> {
  const { stretches } = await expectLogIntact(log);
  for (const { start, end, lines } of stretches.slice(0, count)) {
    const segment = encodeLines(lines, zlibDeflate);
    await log.store.create(segmentKey("calls", { start, end }), segment);
    await log.store.remove(walKey("calls", start));
  }
  log.reader.forget();
}

describe("each call is counted once", () => {
  test("as it is appended, twice and by two processes", async () => {
    const other = testLog({ log: log.log, store: log.store, runtime: testRuntime(2) });
    const two = new Appender(other, { lingerMs: 0 });
    const events = calls(40, "a");
    await Promise.all([appender.append(events), two.append(events)]);
    await appender.append([...events, ...calls(30, "b"), heartbeat]);
    expect(await expectCounted()).toBe(70);
    await expectIndexed(log);
    const { rows } = await log.pool.query(
      "SELECT heartbeats, pushes, duplicates, received FROM ledger_usage_minute WHERE heartbeats > 0",
    );
    expect(rows).toEqual([{ heartbeats: "1", pushes: "3", duplicates: "2", received: "0" }]);
  });

  test("where the index was lost and is brought up from the store", async () => {
    await appender.append(calls(40, "a"));
    await appender.append(calls(40, "b"));
    await emptyIndex(log);
    expect(await expectCounted()).toBe(0);
    await catchUp(log);
    expect(await expectCounted()).toBe(80);
    await expectIndexed(log);
  });

  test("where some of the rows were lost and are made again", async () => {
    await appender.append(calls(40, "a"));
    await asSuperuser("DELETE FROM ledger_calls WHERE idx > 25");
    await catchUp(log);
    expect(await expectCounted()).toBe(40);
    await asSuperuser("DELETE FROM ledger_head WHERE log = 'calls'");
    await catchUp(log);
    expect(await expectCounted()).toBe(40);
    await expectIndexed(log);
  });

  test("when the index is made anew, while others append", async () => {
    for (const round of ["a", "b", "c"]) await appender.append(calls(40, round));
    await roll(2);
    expect(await rebuildIndex(log, REBUILD)).toBe(120n);
    expect(await expectCounted()).toBe(120);
    const late = Promise.allSettled(calls(10, "late").map((event) => appender.append([event])));
    await rebuildIndex(log, REBUILD);
    await late;
    await appender.drained();
    await catchUp(log);
    await expectCounted();
    await expectIndexed(log);
  });
});

describe("a call whose outcome came later counts once, as what it became", () => {
  const answered = (corrects: number, outcome: string, version = 2) =>
    call(`a/v${version}-${outcome}`, { corrects, version, outcome, "user.id": "ana" });

  async function outcomes(): Promise<unknown> {
    const { rows } = await log.pool.query(
      "SELECT outcome, calls::int FROM ledger_usage_day WHERE calls <> 0 ORDER BY outcome",
    );
    return rows;
  }

  test("in the same batch, in a later one, and when the index is made anew in any order", async () => {
    await appender.append([call("a", { outcome: "pending" }), answered(0, "timeout")]);
    expect(await outcomes()).toEqual([{ outcome: "timeout", calls: 1 }]);
    await appender.append([answered(1, "success", 3)]);
    expect(await outcomes()).toEqual([{ outcome: "success", calls: 1 }]);
    await appender.append([answered(0, "error"), ...calls(5, "b")]);
    expect(await expectCounted()).toBe(7); // two say that they take the place of the first: both are shown
    await roll(2);
    const segments = log.reader.segments.bind(log.reader);
    log.reader.segments = async () => (await segments()).toReversed();
    await rebuildIndex(log, REBUILD).catch(() => {});
    log.reader.segments = segments;
    await rebuildIndex(log, REBUILD);
    expect(await expectCounted()).toBe(7);
    await expectIndexed(log);
  });

  test("unless it is another source that says so, or it stands before what it corrects", async () => {
    const foreign = { ...answered(0, "success"), source: { id: "gw-2" } };
    await appender.append([call("a", { outcome: "pending" }), foreign, answered(3, "denied")]);
    await appender.append([call("b")]);
    expect(await expectCounted()).toBe(4);
  });
});
