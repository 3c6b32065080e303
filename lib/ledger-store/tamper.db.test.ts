// ledger.md §15, test 11, on the store: what is changed in it, and what its reader, the comparison with the index, the scrub
// and a sealer that starts say of it.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { encodeLines } from "@/lib/ledger/batch";
import { concat, concatAll, textOf, utf8 } from "@/lib/ledger/bytes";
import { openCheckpoint, signCheckpoint } from "@/lib/ledger/checkpoint";
import { verifyConsistencyFile } from "@/lib/ledger/consistency-file";
import { rootOfLeaves } from "@/lib/ledger/frontier";
import { leafHash } from "@/lib/ledger/hash";
import { checkpointKey, hashesKey, segmentKey, walKey } from "@/lib/ledger/object-key";
import { withFlippedBit } from "@/lib/ledger/testing/random";
import { must, reasonOf } from "@/lib/ledger/testing/read";
import { signerFromSeed } from "@/lib/ledger/testing/signer";
import { readCheckpoint } from "./checkpoints";
import { compareIndex, rowsFrom } from "./compare";
import { LedgerDamage } from "./damage";
import { zlibDeflate } from "./gzip";
import type { LedgerLog } from "./ledger-log";
import { Prover } from "./prove";
import { rebuildIndex } from "./rebuild";
import { scrubLog } from "./sealer/scrub";
import { expectIndexed, expectLogIntact, type IntactLog } from "./testing/expect-log-intact";
import { sampleEvent, sampleEvents, testLog, testPool, testRuntime } from "./testing/test-log";
import {
  anotherProcess,
  checkpointSizes,
  newTestLedger,
  removeFolders,
  standingOf,
  type TestLedger,
  trustedKeys,
  USUAL_SETTINGS,
} from "./testing/test-sealer";

// Two batches to a segment, so that two segments and one batch make the log of 51 entries.
const SETTINGS = {
  ...USUAL_SETTINGS,
  maxSegmentBytes: 4_100,
  heartbeatMs: Number.POSITIVE_INFINITY,
};

let ledger: TestLedger;
let before: IntactLog;

beforeEach(async () => {
  ledger = await newTestLedger({ settings: SETTINGS });
  for (const name of ["a", "b", "c", "d", "e"]) {
    await ledger.logs.calls.appender.append(sampleEvents(10, name));
    ledger.runtime.passTime(10_000);
    await ledger.sealer.round();
  }
  before = await expectIndexed(ledger.logs.calls, await trustedKeys(ledger, "calls"));
  // Freed: the first 41 entries stand in segments alone.
  for (const start of [0n, 1n, 11n, 21n, 31n]) await ledger.store.remove(walKey("calls", start));
  await expectLogIntact(ledger.logs.calls);
});
afterAll(removeFolders);

const SEGMENT = segmentKey("calls", { start: 0n, end: 21n });
const LAST_SEGMENT = segmentKey("calls", { start: 21n, end: 41n });
const HASHES = hashesKey("calls", { start: 0n, end: 21n });
const BATCH = walKey("calls", 41n);
const CHECKPOINT = checkpointKey("calls", 51n);

const PLACES = new Map<string, [number, number]>([
  [SEGMENT, [0, 21]],
  [LAST_SEGMENT, [21, 41]],
  [BATCH, [41, 51]],
]);

async function stored(key: string): Promise<Uint8Array> {
  const bytes = await ledger.store.read(key);
  if (bytes === null) throw new Error(`there is no ${key}`);
  return bytes;
}

async function edit(key: string, change: (bytes: Uint8Array) => Uint8Array): Promise<void> {
  const bytes = change(await stored(key));
  await ledger.store.remove(key);
  await ledger.store.create(key, bytes);
}

const flip = (key: string, at: number) =>
  edit(key, (bytes) => withFlippedBit(bytes, at < 0 ? bytes.length + at : at));

/** The lines of a batch or segment, changed, in a good frame. */
async function editLines(
  key: string,
  change: (lines: readonly Uint8Array[]) => readonly Uint8Array[],
): Promise<void> {
  const all = before.stretches.flatMap((stretch) => stretch.lines);
  const lines = all.slice(...(PLACES.get(key) ?? []));
  await edit(key, () => encodeLines(change(lines), zlibDeflate));
}

const rewritten = (line: Uint8Array | undefined, from: string, to: string) =>
  utf8((textOf(line ?? new Uint8Array()) ?? "").replace(from, to));

const replaced = (at: number, from: string, to: string) => (lines: readonly Uint8Array[]) =>
  lines.with(at, rewritten(lines[at], from, to));

const editNote = (from: RegExp, to: string | ((found: string) => string)) =>
  edit(CHECKPOINT, (bytes) => {
    const text = textOf(bytes) ?? "";
    return utf8(text.replace(from, (found) => (typeof to === "string" ? to : to(found))));
  });

/** The last character becomes another one of base64. */
const otherLetter = (text: string) => text.slice(0, -1) + (text.endsWith("A") ? "B" : "A");

/** What is done, and what the reader, the comparison with the index, the scrub and a starting sealer say. */
type Case = {
  readonly make: () => Promise<unknown>;
  readonly says: Partial<Said>;
};

type Said = {
  readonly reader: string;
  readonly compare: string;
  readonly scrub: string;
  readonly sealer: string;
};

const NOTHING: Said = { reader: "", compare: "", scrub: "", sealer: "" };

const CASES: Readonly<Record<string, Case>> = {
  nothing: { make: async () => {}, says: {} },
  "a bit in the gzip header of a batch": {
    make: () => flip(BATCH, 3),
    says: {
      reader: "framing",
      compare: "framing",
      scrub: "framing,truncated",
      sealer: "framing, and nothing is taken",
    },
  },
  "a bit in the compressed bytes of a batch": {
    make: () => flip(BATCH, 200),
    says: {
      reader: "framing",
      compare: "framing",
      scrub: "framing,truncated",
      sealer: "framing, and nothing is taken",
    },
  },
  "a bit in the checksum of a batch": {
    make: () => flip(BATCH, -8),
    says: {
      reader: "framing",
      compare: "framing",
      scrub: "framing,truncated",
      sealer: "framing, and nothing is taken",
    },
  },
  "a bit in the length of a batch": {
    make: () => flip(BATCH, -1),
    says: {
      reader: "framing",
      compare: "framing",
      scrub: "framing,truncated",
      sealer: "framing, and nothing is taken",
    },
  },
  "a bit in the compressed bytes of a segment": {
    make: () => flip(SEGMENT, 200),
    says: { reader: "framing", compare: "framing", scrub: "framing" },
  },
  "bytes after the gzip member of a batch": {
    make: () => edit(BATCH, (bytes) => concat(bytes, utf8("x"))),
    says: {
      reader: "framing",
      compare: "framing",
      scrub: "framing,truncated",
      sealer: "framing, and nothing is taken",
    },
  },
  "a second gzip member behind that of a segment": {
    make: () => edit(SEGMENT, (bytes) => concat(bytes, encodeLines([utf8("{}")], zlibDeflate))),
    says: { reader: "framing", compare: "framing", scrub: "framing" },
  },
  "what an entry of a batch says": {
    make: () => editLines(BATCH, replaced(3, "e-3", "e-X")),
    says: { compare: "44 different leaf_hash", scrub: "fork", sealer: "fork" },
  },
  "what an entry of a segment says": {
    make: () => editLines(SEGMENT, replaced(5, "a-4", "a-X")),
    says: { compare: "5 different leaf_hash", scrub: "leaf,fork" },
  },
  "the time of an entry of a segment": {
    make: () => editLines(SEGMENT, replaced(5, '"ts":"20', '"ts":"19')),
    says: { compare: "5 different ts,leaf_hash", scrub: "order" },
  },
  "the log of an entry": {
    make: () => editLines(BATCH, replaced(3, "acme/calls", "acme/other")),
    says: {
      reader: "order",
      compare: "order",
      scrub: "origin,truncated",
      sealer: "origin, and nothing is taken",
    },
  },
  "an index twice in a line": {
    make: () => editLines(BATCH, replaced(3, '"idx":44', '"idx":44,"idx":44')),
    says: {
      reader: "framing",
      compare: "framing",
      scrub: "framing,truncated",
      sealer: "framing, and nothing is taken",
    },
  },
  "the first entry of the last segment left out": {
    make: () => editLines(LAST_SEGMENT, (lines) => lines.slice(1)),
    says: { reader: "order", compare: "order", scrub: "order", sealer: "framing" },
  },
  "an entry in the middle of a segment left out": {
    make: () => editLines(SEGMENT, (lines) => lines.toSpliced(10, 1)),
    says: { reader: "order", compare: "order", scrub: "order" },
  },
  "the last entry of the last batch left out": {
    make: () => editLines(BATCH, (lines) => lines.slice(0, -1)),
    says: { reader: "ends at 50", compare: "50 extra", scrub: "truncated", sealer: "fork" },
  },
  "two entries swapped": {
    make: () =>
      editLines(SEGMENT, (lines) =>
        lines.with(4, lines[5] ?? utf8("")).with(5, lines[4] ?? utf8("")),
      ),
    says: { reader: "order", compare: "order", scrub: "order" },
  },
  "an entry doubled": {
    make: () => editLines(BATCH, (lines) => [...lines, lines[9] ?? utf8("")]),
    says: { scrub: "order,truncated", sealer: "order, and nothing is taken" },
  },
  "the last segment removed": {
    make: () => ledger.store.remove(LAST_SEGMENT),
    says: { reader: "ends at 21", compare: "20 rows, 21 extra", scrub: "count", sealer: "count" },
  },
  "the last batch removed": {
    make: () => ledger.store.remove(BATCH),
    says: {
      reader: "ends at 41",
      compare: "10 rows, 41 extra",
      scrub: "truncated",
      sealer: "truncated",
    },
  },
  "the first of the kept hashes": { make: () => flip(HASHES, 0), says: { scrub: "leaf" } },
  "the last of the kept hashes": { make: () => flip(HASHES, -1), says: { scrub: "leaf" } },
  "kept hashes cut short": {
    make: () => edit(HASHES, (bytes) => bytes.slice(32)),
    says: { scrub: "count" },
  },
  "the size in a checkpoint": {
    make: () => editNote(/\n51\n/, "\n52\n"),
    says: { scrub: "origin", sealer: "signature" },
  },
  "the root in a checkpoint": {
    make: () => editNote(/\n51\n./, otherLetter),
    says: { scrub: "signature,fork", sealer: "signature" },
  },
  "the signature of a checkpoint": {
    make: () => editNote(/.(?=.{20}\n$)/, otherLetter),
    says: { scrub: "signature", sealer: "signature" },
  },
  "the key name of a checkpoint": {
    make: () => editNote(/— ledger/, "— Ledger"),
    says: { scrub: "unknown_key", sealer: "unknown_key" },
  },
  "an older checkpoint in place of the newest": {
    make: async () => {
      const older = await stored(checkpointKey("calls", 41n));
      await edit(CHECKPOINT, () => older);
    },
    says: { scrub: "origin", sealer: "count" },
  },
  "a checkpoint by another key": {
    make: async () => {
      const { origin } = ledger.logs.calls;
      const signer = signerFromSeed(origin, new Uint8Array(32).fill(9));
      const note = signCheckpoint({ origin, size: 51n, root: before.root }, [signer]);
      await edit(CHECKPOINT, () => note);
    },
    says: { scrub: "unknown_key", sealer: "unknown_key" },
  },
};

describe("a store in which somebody changed", () => {
  test.each(Object.entries(CASES))("%s", async (_, { make, says }) => {
    await make();
    const said = await everybody();
    expect(said).toEqual({ ...NOTHING, ...says });
  });
});

/** G18, inside the house: whoever holds the key can make a history that contradicts nothing in it. */
describe("a history rewritten with the real key", () => {
  const ROWS = "5 different leaf_hash";
  let remembered: Uint8Array;

  beforeEach(async () => {
    remembered = await stored(CHECKPOINT);
  });

  test("is not sealed on while the note beside the key or the seals say otherwise", async () => {
    await rewrite();
    expect(await everybody()).toEqual({ ...NOTHING, compare: ROWS, sealer: "fork" });
  });

  test("that also has these rewritten differs from the index, and from what somebody else remembers", async () => {
    const notes = await rewrite();
    await forgetWhatWasSigned(notes.get(51n) ?? new Uint8Array());
    expect(await everybody()).toEqual({ ...NOTHING, compare: ROWS });
    await expectForkFrom(remembered);
  });

  test("that has the index made anew as well contradicts nothing but what somebody else remembers", async () => {
    const notes = await rewrite();
    await forgetWhatWasSigned(notes.get(51n) ?? new Uint8Array());
    await rebuildIndex(fresh(), { now: new Date(), dedupeDays: 30 });
    expect(await everybody()).toEqual(NOTHING);
    await expectForkFrom(remembered);
  });

  test("that ends sooner is smaller than what somebody else remembers, and rows of the index stand behind its end", async () => {
    const older = await stored(checkpointKey("calls", 41n));
    await ledger.store.remove(BATCH);
    await ledger.store.remove(CHECKPOINT);
    expect(await sealed()).toBe("truncated");
    await forgetWhatWasSigned(older);
    await testPool().query("UPDATE ledger_sealer SET halted_at = NULL, halt_reason = NULL");
    expect(await everybody()).toMatchObject({ reader: "ends at 42", scrub: "", sealer: "" });
    expect(await compared()).toBe("11 rows, 41 different ts,leaf_hash");
    expect((await checkpointSizes(ledger, "calls")).at(-1)).toBeLessThan(51);
  });

  /** Entry 5 says something else, and every object that it changes is made anew, with the key of the log. */
  async function rewrite(): Promise<Map<bigint, Uint8Array>> {
    const all = before.stretches.flatMap((stretch) => stretch.lines);
    const lines = replaced(5, "a-4", "a-X")(all);
    const leaves = lines.map(leafHash);
    await edit(SEGMENT, () => encodeLines(lines.slice(0, 21), zlibDeflate));
    await edit(HASHES, () => concatAll(leaves.slice(0, 21)));
    const { keys, logs } = ledger;
    const signers = await keys.signersOf("calls", [await keys.vkey("calls")]);
    const notes = new Map<bigint, Uint8Array>();
    for (const size of await checkpointSizes(ledger, "calls")) {
      const root = rootOfLeaves(leaves.slice(0, size));
      const { origin } = logs.calls;
      const note = signCheckpoint({ origin, size: BigInt(size), root }, signers);
      notes.set(BigInt(size), note);
      await edit(checkpointKey("calls", BigInt(size)), () => note);
    }
    await expectLogIntact(logs.calls, await trustedKeys(ledger, "calls"));
    return notes;
  }

  /** The note beside the key is another, and so are the seals in the database and the cached tree. */
  async function forgetWhatWasSigned(note: Uint8Array): Promise<void> {
    await writeFile(join(ledger.keys.directory, "calls.last"), note);
    await writeFile(join(ledger.keys.directory, "calls.frontier"), "");
    await testPool().query(
      "BEGIN; SET LOCAL session_replication_role = replica; DELETE FROM ledger_seal WHERE log = 'calls'; COMMIT",
    );
  }

  async function expectForkFrom(note: Uint8Array): Promise<void> {
    const log = fresh();
    const trusted = await trustedKeys(ledger, "calls");
    const older = must(openCheckpoint(note, trusted));
    const newest = await readCheckpoint(
      log,
      BigInt((await checkpointSizes(ledger, "calls")).at(-1) ?? 0),
    );
    if (newest === null) throw new Error("nothing was sealed");
    const file = await new Prover(log).consistency(older.size, newest);
    expect(reasonOf(verifyConsistencyFile(file, older, trusted))).toBe("fork");
  }
});

async function everybody(): Promise<Said> {
  return {
    reader: await reader(),
    compare: await compared(),
    scrub: await scrubbed(),
    sealer: await sealed(),
  };
}

/** Another process, which remembers nothing. */
function fresh(): LedgerLog {
  return testLog({ log: "calls", store: ledger.store, runtime: testRuntime(3) });
}

/** What a reader of the whole log meets first. */
async function reader(): Promise<string> {
  return await reasonOfDamage(async () => {
    let count = 0n;
    for await (const _ of fresh().reader.range({ start: 0n, end: 51n })) count += 1n;
    return count === 51n ? "" : `ends at ${count}`;
  });
}

/** The rows that are named. */
async function compared(): Promise<string> {
  const log = fresh();
  return await reasonOfDamage(async () => {
    const found: string[] = [];
    for await (const { index, kind, columns } of compareIndex(log, { start: 0n, end: 51n })) {
      found.push(`${index} ${kind} ${columns.join()}`.trim());
    }
    for (const { index, kind } of await rowsFrom(log, 51n)) found.push(`${index} ${kind}`);
    return found.length > 3 ? `${found.length} rows, ${found[0]}` : found.join("; ");
  });
}

/** The reasons of a scrub's findings, each once, in order. */
async function scrubbed(): Promise<string> {
  const { findings } = await scrubLog(fresh(), { mode: "stored", tell: async () => {} });
  return [...new Set(findings.map(({ reason }) => reason))].join();
}

/** Why a sealer that starts does not sign the next entry. */
async function sealed(): Promise<string> {
  const next = anotherProcess(ledger);
  const taken = await next.logs.calls.appender.append([sampleEvent("next")]).catch(() => null);
  await next.sealer.round();
  const halted = (await standingOf("calls"))?.halt_reason ?? "";
  return taken === null ? `${halted}, and nothing is taken` : halted;
}

async function reasonOfDamage(work: () => Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LedgerDamage) return error.failure.reason;
    throw error;
  }
}
