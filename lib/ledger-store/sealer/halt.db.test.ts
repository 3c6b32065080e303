import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { HOUR_MS } from "@/lib/core/clock";
import { encodeLines } from "@/lib/ledger/batch";
import { utf8 } from "@/lib/ledger/bytes";
import { signCheckpoint } from "@/lib/ledger/checkpoint";
import { examineEvent } from "@/lib/ledger/event";
import { checkpointKey, walKey } from "@/lib/ledger/object-key";
import type { Log } from "@/lib/ledger/origin";
import { signerFromSeed } from "@/lib/ledger/testing/signer";
import { resumeSealing } from "../commands/resume-sealing";
import { zlibDeflate } from "../gzip";
import { stampBatch } from "../stamp";
import type { Store } from "../store";
import { expectLogIntact } from "../testing/expect-log-intact";
import { withFaults } from "../testing/faulty-store";
import { sampleEvent, sampleEvents, testPool } from "../testing/test-log";
import {
  anotherProcess,
  checkpointSizes,
  expectSealedIntact,
  memoryStore,
  newTestLedger,
  removeFolders,
  standingOf,
  type TestLedger,
} from "../testing/test-sealer";

let ledger: TestLedger;

beforeEach(async () => {
  ledger = await newTestLedger();
  await append("first");
  await ledger.sealer.round();
  await expectSealedIntact(ledger, "calls");
});
afterEach(() => vi.restoreAllMocks());
afterAll(removeFolders);

async function append(prefix: string, on = ledger): Promise<void> {
  for (const event of sampleEvents(3, prefix)) await on.logs.calls.appender.append([event]);
}

async function nextRound(of: TestLedger): Promise<void> {
  of.runtime.passTime(10_000);
  await of.sealer.round();
}

const last = () => join(ledger.keys.directory, "calls.last");
const size = 4n; // leaf 0 and three events, all sealed

/** A note of a tree that never was, by the key of the log or by another. */
async function forged(of: bigint, by: "its key" | "another key"): Promise<Uint8Array> {
  const { origin } = ledger.logs.calls;
  const own = await ledger.keys.signersOf("calls", [await ledger.keys.vkey("calls")]);
  const signers = by === "its key" ? own : [signerFromSeed(origin, new Uint8Array(32).fill(9))];
  return signCheckpoint({ origin, size: of, root: new Uint8Array(32).fill(7) }, signers);
}

async function replace(key: string, bytes: Uint8Array): Promise<void> {
  await ledger.store.remove(key);
  await ledger.store.create(key, bytes);
}

/** A batch at the end of the log that no appender made. */
function forgedBatch(ts: string): Uint8Array {
  const log = ledger.logs.calls;
  const event = sampleEvent("forged");
  const examined = examineEvent(event, log.origin, "outside");
  if (!examined.ok) throw new Error(examined.reason);
  const end = { next: size, prev: 0n, lastTs: null, seenAt: 0 };
  return stampBatch(log, end, ts, [{ event, examined }]).object;
}

const CAUSES: Readonly<Record<string, { reason: string; make: () => Promise<unknown> }>> = {
  "a batch is missing before others": {
    reason: "count",
    make: async () => {
      await append("lost");
      await ledger.store.remove(walKey("calls", size));
    },
  },
  "a batch stands inside another one": {
    reason: "order",
    make: async () => {
      await ledger.logs.calls.appender.append(sampleEvents(5, "wide"));
      const inside = encodeLines([utf8("{}")], zlibDeflate);
      await ledger.store.create(walKey("calls", size + 2n), inside);
    },
  },
  "a line cannot be read": {
    reason: "framing",
    make: () => ledger.store.create(walKey("calls", size), encodeLines([utf8("{}")], zlibDeflate)),
  },
  "an object is not even gzip": {
    reason: "framing",
    make: () => ledger.store.create(walKey("calls", size), utf8("not gzip")),
  },
  "the time goes backwards": {
    reason: "order",
    make: async () =>
      await ledger.store.create(walKey("calls", size), forgedBatch("2001-01-01T00:00:00.000Z")),
  },
  "the note beside the key is gone": { reason: "truncated", make: () => rm(last()) },
  "the note beside the key is of another key": {
    reason: "unknown_key",
    make: async () => await writeFile(last(), await forged(size, "another key")),
  },
  "the note beside the key has another root": {
    reason: "fork",
    make: async () => await writeFile(last(), await forged(size, "its key")),
  },
  "the note beside the key is of a larger tree": {
    reason: "truncated",
    make: async () => await writeFile(last(), await forged(size + 9n, "its key")),
  },
  "the newest checkpoint has another root": {
    reason: "fork",
    make: async () => await replace(checkpointKey("calls", size), await forged(size, "its key")),
  },
  "the newest checkpoint is of another key": {
    reason: "unknown_key",
    make: async () =>
      await replace(checkpointKey("calls", size), await forged(size, "another key")),
  },
  "the newest checkpoint says another size than its name": {
    reason: "count",
    make: async () =>
      await replace(checkpointKey("calls", size), await forged(size - 1n, "its key")),
  },
  "the store has lost its newest checkpoint": {
    reason: "truncated",
    make: () => ledger.store.remove(checkpointKey("calls", size)),
  },
  "a checkpoint of the next size stands there already, with another root": {
    reason: "fork",
    make: async () =>
      await ledger.store.create(
        checkpointKey("calls", size + 1n),
        await forged(size + 1n, "its key"),
      ),
  },
  "a file lies among the checkpoints": {
    reason: "stray_file",
    make: () => ledger.store.create("calls/checkpoint/readme", utf8("hello")),
  },
  "the seal in the database has another root": {
    reason: "count",
    make: () => editSeal(`UPDATE ledger_seal SET root = '\\x00' WHERE log = 'calls'`),
  },
  "the seal in the database has no note that can be read": {
    reason: "framing",
    make: () => editSeal(`UPDATE ledger_seal SET note = '\\x00' WHERE log = 'calls'`),
  },
};

async function editSeal(edit: string): Promise<void> {
  await testPool().query(
    `BEGIN; ALTER TABLE ledger_seal DISABLE TRIGGER USER; ${edit}; ALTER TABLE ledger_seal ENABLE TRIGGER USER; COMMIT`,
  );
}

describe("signing of a log stops where", () => {
  for (const [cause, { reason, make }] of Object.entries(CAUSES)) {
    for (const who of ["the running sealer", "a new sealer"]) {
      test(`${cause}: ${who}`, async () => {
        await make();
        const sealer = who === "a new sealer" ? anotherProcess(ledger) : ledger;
        // The end that no index knows of is met by the next append; a sealer needs a new leaf to sign.
        await sealer.logs.calls.appender.append([sampleEvent("next")]).catch(() => null);
        sealer.runtime.passTime(HOUR_MS); // names are listed once an hour
        await nextRound(sealer);
        await expectHalted(reason);
      });
    }
  }
});

/** Halted with this reason, and neither more rounds, nor a restart, nor a resume lifts it while the cause lasts. */
async function expectHalted(reason: string): Promise<void> {
  expect(await standingOf("calls")).toMatchObject({
    halted_at: expect.any(Date),
    halt_reason: reason,
    halt_message: expect.any(String),
  });
  expect(await standingOf("governance")).toMatchObject({ halted_at: null });
  const sizes = await checkpointSizes(ledger, "calls").catch(() => []);
  const next = anotherProcess(ledger);
  await nextRound(next);
  await nextRound(next);
  await resume("calls");
  await nextRound(next);
  expect(await standingOf("calls")).toMatchObject({ halt_reason: reason });
  expect(await checkpointSizes(ledger, "calls").catch(() => [])).toEqual(sizes);
  const open =
    "SELECT severity, sum(times)::int AS times FROM ledger_finding WHERE log = 'calls' AND kind = 'halted' AND closed_at IS NULL GROUP BY severity";
  expect((await testPool().query(open)).rows).toMatchObject([{ severity: "critical", times: 2 }]);
}

async function resume(log: Log): Promise<void> {
  const actor = { kind: "job", id: "ledger-cli", grants: ["sealing:resume"] } as const;
  const requestId = "00000000-0000-4000-8000-000000000001";
  await resumeSealing({ actor, now: new Date(), requestId }, { log, reason: "It was looked at." });
}

test("a log that has halted takes events, and the other log is sealed", async () => {
  await rm(last());
  await append("more");
  await nextRound(ledger);
  await ledger.logs.governance.appender.append([sampleEvent("elsewhere")]);
  await append("after the halt");
  await nextRound(ledger);
  expect(await checkpointSizes(ledger, "calls")).toEqual([4]);
  expect(await checkpointSizes(ledger, "governance")).toEqual([1, 2]);
  expect((await expectSealedIntact(ledger, "calls")).size).toBe(10n);
});

test("a halt whose cause was removed ends when somebody resumes, and not before", async () => {
  const note = await readFile(last());
  await rm(last());
  await append("more");
  await nextRound(ledger);
  await expectHalted("truncated");
  await writeFile(last(), note);
  await nextRound(ledger);
  expect(await checkpointSizes(ledger, "calls")).toEqual([4]);
  await resume("calls");
  await nextRound(ledger);
  expect(await checkpointSizes(ledger, "calls")).toEqual([4, 7]);
  expect(await standingOf("calls")).toMatchObject({ halted_at: null, halt_reason: null });
  const open = "SELECT count(*)::int AS open FROM ledger_finding WHERE closed_at IS NULL";
  expect((await testPool().query(open)).rows).toEqual([{ open: 0 }]);
  await expectSealedIntact(ledger, "calls");
});

describe("a store and a database that were restored to an earlier copy", () => {
  async function copyOf(store: Store): Promise<Store> {
    const copy = memoryStore();
    for (const log of ["calls", "governance"]) {
      for (const folder of ["wal", "seg", "hashes", "checkpoint"]) {
        for await (const { key } of store.list(`${log}/${folder}/`)) {
          await copy.create(key, (await store.read(key)) ?? new Uint8Array());
        }
      }
    }
    return copy;
  }

  /** The store, the index and the seals as they were before three more events were stored and sealed. */
  async function restored(): Promise<TestLedger> {
    const copy = await copyOf(ledger.store);
    await append("lost");
    await nextRound(ledger);
    expect(await checkpointSizes(ledger, "calls")).toEqual([4, 7]);
    await editSeal("DELETE FROM ledger_seal WHERE log = 'calls' AND size = 7");
    await testPool().query(
      `BEGIN; SET LOCAL countersign.ledger_role = 'rebuild'; DELETE FROM ledger_calls WHERE idx >= 4;
       DELETE FROM ledger_key WHERE log = 'calls' AND idx >= 4;
       UPDATE ledger_head SET next = 4, prev = 3 WHERE log = 'calls'; COMMIT`,
    );
    return anotherProcess({ ...ledger, store: copy });
  }

  test("are not signed, though nothing in them is wrong", async () => {
    const earlier = await restored();
    await earlier.sealer.round();
    expect(await standingOf("calls")).toMatchObject({ halt_reason: "truncated" });
    await expectLogIntact(earlier.logs.calls);
  });

  test("are not signed when other events have taken the place of those that were lost", async () => {
    const earlier = await restored();
    await append("another history", earlier);
    await append("and more of it", earlier);
    await earlier.sealer.round();
    expect(await standingOf("calls")).toMatchObject({ halt_reason: "fork" });
    expect(await checkpointSizes(earlier, "calls")).toEqual([4]);
    await expectLogIntact(earlier.logs.calls);
  });

  test("are not signed where only the store was restored and the key is new to the note", async () => {
    const earlier = await restored();
    await rm(last());
    await earlier.sealer.round();
    expect(await standingOf("calls")).toMatchObject({ halt_reason: "truncated" });
  });
});

test("a database that is down neither signs nor lifts a halt, even if the cause is gone by then", async () => {
  const note = await readFile(last());
  await rm(last());
  await append("more");
  const { pool } = ledger.logs.calls;
  const query = pool.query.bind(pool);
  const down = vi.spyOn(pool, "query").mockImplementation((...asked: unknown[]) => {
    if (String(asked[0]).includes("halted_at = excluded")) throw new Error("connection refused");
    return Reflect.apply(query, pool, asked);
  });
  await nextRound(ledger);
  await writeFile(last(), note);
  await nextRound(ledger);
  expect(await standingOf("calls")).toMatchObject({ halt_reason: null });
  down.mockImplementation(() => {
    throw new Error("connection refused");
  });
  await nextRound(ledger);
  down.mockRestore();
  expect(await checkpointSizes(ledger, "calls")).toEqual([4]);
  await nextRound(ledger);
  expect(await standingOf("calls")).toMatchObject({ halt_reason: "truncated" });
  expect(await checkpointSizes(ledger, "calls")).toEqual([4]);
});

test("another checkpoint of this size that appears while this one is signed stops the log", async () => {
  const other = await forged(size + 3n, "its key");
  const raced = withFaults(ledger.store, (call, key) => {
    // Its create is asked for first, so it wins.
    const isTheirs = call === "create" && key === checkpointKey("calls", size + 3n);
    if (isTheirs) void ledger.store.create(key, other);
    return null;
  });
  const racing = anotherProcess({ ...ledger, store: raced });
  await append("more");
  await nextRound(racing);
  expect(await standingOf("calls")).toMatchObject({ halt_reason: "fork" });
  expect(await ledger.store.read(checkpointKey("calls", size + 3n))).toEqual(other);
});

test("a second sealer that signs while the records are read is no contradiction", async () => {
  const other = anotherProcess(ledger);
  await other.sealer.round();
  let meanwhile: (() => Promise<void>) | null = null;
  const store: Store = {
    ...ledger.store,
    async *list(prefix, after) {
      yield* ledger.store.list(prefix, after);
      const [isHere, then] = [prefix === "calls/checkpoint/", meanwhile];
      if (isHere) meanwhile = null;
      if (isHere) await then?.();
    },
  };
  const slow = anotherProcess({ ...ledger, store });
  await slow.sealer.round();
  await append("more");
  meanwhile = async () => {
    await append("and more");
    await nextRound(other);
  };
  await nextRound(slow);
  await nextRound(slow);
  expect(await standingOf("calls")).toMatchObject({ halted_at: null });
  expect((await checkpointSizes(ledger, "calls")).at(-1)).toBe(10);
  await expectSealedIntact(slow, "calls");
});
