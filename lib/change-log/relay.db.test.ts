import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { AppError } from "@/lib/core/app-error";
import { db } from "@/lib/db/client";
import { Appender } from "@/lib/ledger-store/append";
import { placesOfChanges } from "@/lib/ledger-store/queries";
import { expectIndexed } from "@/lib/ledger-store/testing/expect-log-intact";
import { emptyTestLog, testLog } from "@/lib/ledger-store/testing/test-log";
import { changeEvent } from "./change-event";
import { countWaiting, getOldestWaiting } from "./queries-outbox";
import { type AppendChanges, forgetFaults, relayBatch } from "./relay";
import { type CommandContext, type Recorder, transact } from "./transact";

const ctx = (): CommandContext => ({
  actor: { kind: "person", id: randomUUID(), roles: ["compliance"] },
  now: new Date("2026-11-21T14:14:03.250Z"),
  requestId: randomUUID(),
});

let log: Awaited<ReturnType<typeof emptyTestLog>>;
let append: AppendChanges;

beforeEach(async () => {
  log = await emptyTestLog();
  append = sender();
  await db().outboxEntry.deleteMany();
});

test("a change becomes one entry, whole, and its place is found by its id", async () => {
  const id = await change("Matcher");
  expect(await relayBatch(append)).toEqual({ taken: 1, refusals: [] });
  const stored = await log.reader.entryAt(0n);
  expect(stored?.entry.body).toMatchObject({
    type: "agent.edited",
    key: id,
    src: { id: "sys:change-log" },
    data: {
      actor: { kind: "person", roles: ["compliance"] },
      subject: { kind: "agent" },
      before: { name: "Old", at: "1970-01-01T00:00:00.000Z" },
      after: { name: "Matcher", note: "é €", count: 3, list: [1.5, null, true] },
      reason: "A reason.",
      occurred_at: "2026-11-21T14:14:03.250Z",
      recorded_at: "2026-11-21T14:14:03.250Z",
    },
  });
  const row = await db().changeLogEntry.findUniqueOrThrow({ where: { id } });
  expect(stored?.entry.body?.data).toEqual(changeEvent(row).data);
  expect((await placesOfChanges([id])).get(id)).toMatchObject({ index: 0n, type: "agent.edited" });
  await expectIndexed(log);
});

test("ledger.md test 15: commits that become visible out of order each stand there once", async () => {
  const early = gate();
  const late = transact(ctx(), async (_tx, record) => {
    const id = await record(edit("first number, last commit"));
    early.opened();
    await early.closed;
    return id;
  });
  await early.open;
  const second = await change("second");
  expect((await relayBatch(append)).taken).toBe(1);
  early.close();
  const first = await late;
  expect((await relayBatch(append)).taken).toBe(1);
  expect(await keys()).toEqual([second, first]);
  expect(await countWaiting()).toEqual({ waiting: 0, refused: 0 });
});

test("ledger.md test 15: killed between receipt and delete, each change still stands there once", async () => {
  const ids = [await change("a"), await change("b"), await change("c")];
  const killed: AppendChanges = async (events) => {
    await append(events);
    throw new Error("killed");
  };
  await expect(relayBatch(killed)).rejects.toThrow("killed");
  expect(await countWaiting()).toMatchObject({ waiting: 3 });
  await change("d"); // what comes meanwhile goes with the repetition
  append = sender(); // another process
  expect(await relayBatch(append)).toEqual({ taken: 4, refusals: [] });
  expect((await keys()).slice(0, 3)).toEqual(ids);
  expect(await keys()).toHaveLength(4);
  expect(await countWaiting()).toMatchObject({ waiting: 0 });
});

test("G31: a command that is rolled back leaves no entry", async () => {
  const failed = transact(ctx(), async (_tx, record) => {
    await record(edit("never"));
    throw new AppError("conflict", "Rolled back.");
  });
  await expect(failed).rejects.toThrow("Rolled back.");
  const id = await change("kept");
  await relayBatch(append);
  expect(await keys()).toEqual([id]);
});

test("G31: what a history is about can go; its changes do not go with it", async () => {
  const id = await change("Matcher");
  await relayBatch(append);
  await expect(db().changeLogEntry.delete({ where: { id } })).rejects.toThrow("append-only");
  expect(await keys()).toEqual([id]);
});

test("while the ledger is down everything waits, and nothing is lost", async () => {
  const ids = [await change("a"), await change("b")];
  const down: AppendChanges = async () => {
    throw new AppError("unavailable", "The ledger could not store this now.");
  };
  await expect(relayBatch(down)).rejects.toMatchObject({ code: "unavailable" });
  expect(await countWaiting()).toEqual({ waiting: 2, refused: 0 });
  expect(await getOldestWaiting()).toBeInstanceOf(Date);
  await relayBatch(append);
  expect(await keys()).toEqual(ids);
  expect(await getOldestWaiting()).toBeNull();
});

test("two relays at once share the work, and each change stands there once", async () => {
  const ids = await many(1_200);
  const first = gate();
  const slow: AppendChanges = async (events) => {
    first.opened();
    await first.closed;
    return append(events);
  };
  const one = relayBatch(slow);
  await first.open;
  const other = sender();
  expect(await relayBatch(other)).toEqual({ taken: 500, refusals: [] });
  const rest = Promise.all([relayBatch(other), relayBatch(append)]);
  first.close();
  expect((await one).taken).toBe(500);
  expect((await rest).reduce((sum, { taken }) => sum + taken, 0)).toBe(200);
  expect((await keys()).sort()).toEqual(ids.sort());
  await expectIndexed(log);
}, 60_000);

test("what the ledger does not take is kept with the reason, holds nothing up, and is tried again", async () => {
  const ids = [await change("a"), await change("b"), await change("c")];
  const picky: AppendChanges = async (events) => {
    const receipts = [...(await append(events.slice(1, 2)))];
    return [
      { status: "conflict", index: 7n },
      ...receipts,
      { status: "refused", reason: "too_large" },
    ];
  };
  const { taken, refusals } = await relayBatch(picky);
  expect(taken).toBe(3);
  expect(refusals).toEqual([
    { changeId: ids[0], fault: "entry 7 has the same id and says something else" },
    { changeId: ids[2], fault: "it can be no entry: too_large" },
  ]);
  expect(await countWaiting()).toEqual({ waiting: 2, refused: 2 });
  const next = await change("d");
  expect((await relayBatch(append)).taken).toBe(1);
  expect(await keys()).toEqual([ids[1], next]);
  await forgetFaults();
  expect((await relayBatch(append)).taken).toBe(2);
  expect(await countWaiting()).toEqual({ waiting: 0, refused: 0 });
});

test("a row of the log that was edited behind our back is a conflict, not a second entry", async () => {
  const id = await change("a");
  await relayBatch(append);
  const row = await db().changeLogEntry.findUniqueOrThrow({ where: { id } });
  const [receipt] = await append([changeEvent({ ...row, actorId: "somebody else" })]);
  expect(receipt).toEqual({ status: "conflict", index: 0n });
});

function sender(): AppendChanges {
  const appender = new Appender(
    testLog({ log: "governance", store: log.store, runtime: log.runtime }),
    { lingerMs: 0 },
  );
  return (events) => appender.append(events, "inside");
}

function edit(name: string): Parameters<Recorder>[0] {
  return {
    action: "agent.edited",
    subjectId: randomUUID(),
    before: { name: "Old", at: new Date(0) },
    after: { name, note: "é €", count: 3, list: [1.5, null, true] },
    reason: "A reason.",
  };
}

function change(name: string): Promise<string> {
  return transact(ctx(), (_tx, record) => record(edit(name)));
}

function many(count: number): Promise<string[]> {
  return transact(ctx(), async (_tx, record) => {
    const ids: string[] = [];
    for (let n = 0; n < count; n += 1) ids.push(await record(edit(`n${n}`)));
    return ids;
  });
}

async function keys(): Promise<string[]> {
  return (await expectIndexed(log)).keys.map((key) => key.replace("sys:change-log ", ""));
}

function gate() {
  const [open, closed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  return {
    open: open.promise,
    opened: open.resolve,
    closed: closed.promise,
    close: closed.resolve,
  };
}
