import { decodeBatch, decodeSegment, type Stretch } from "@/lib/ledger/batch";
import { equalBytes, toHex } from "@/lib/ledger/bytes";
import { parseCheckpointText } from "@/lib/ledger/checkpoint";
import { keyHash } from "@/lib/ledger/event";
import { Frontier } from "@/lib/ledger/frontier";
import { compareLeaves, decodeHashes } from "@/lib/ledger/hashes-file";
import { type ObjectName, parseObjectKey } from "@/lib/ledger/object-key";
import { expectLogIntact as expectHistory } from "@/lib/ledger/testing/expect-log-intact";
import { must } from "@/lib/ledger/testing/read";
import type { VerifierKey } from "@/lib/ledger/vkey";
import { compareIndex, rowsFrom } from "../compare";
import { zlibDeflate } from "../gzip";
import type { LedgerLog } from "../ledger-log";

/** What a log was found to be. */
export type IntactLog = {
  readonly size: bigint;
  readonly root: Uint8Array;
  readonly stretches: readonly Stretch[];
  /** `<source id> <key>` of every entry, in order. */
  readonly keys: readonly string[];
  /** The key hash of every entry as hex, in order. */
  readonly keyHashes: readonly string[];
  /** How many checkpoints there are. */
  readonly checkpoints: number;
};

type Found = { readonly name: ObjectName; readonly bytes: Uint8Array; readonly key: string };

/**
 * Verifies the whole log again, from nothing but the bytes in its store: each name, each line and its place, no hole, no
 * overlap with other lines, no time backwards, no key twice, every hashes file and checkpoint. With `trusted` keys also
 * every signature, and that each checkpoint continues the one before. Throws what does not hold.
 */
export async function expectLogIntact(
  log: Pick<LedgerLog, "log" | "origin" | "store">,
  trusted: readonly VerifierKey[] = [],
): Promise<IntactLog> {
  const found = await objectsOf(log);
  const segments = found.flatMap((object) => segmentOf(log.origin, object));
  const batches = found.flatMap((object) => batchOf(log.origin, object));
  const stretches = joined(segments, batches);
  const leaves = stretches.flatMap((stretch) => stretch.leaves);
  const checkpoints = checkpointsOf(found);
  const frontier = Frontier.empty();
  for (const leaf of leaves) {
    frontier.append(leaf);
    const root = checkpoints.get(frontier.size);
    if (root && !equalBytes(root, frontier.root())) throw broken(`checkpoint ${frontier.size}`);
  }
  for (const size of checkpoints.keys()) {
    if (size > frontier.size) throw broken(`checkpoint ${size} of a log of ${frontier.size}`);
  }
  expectHashes(found, leaves);
  if (trusted.length > 0) {
    const lines = stretches.flatMap((stretch) => stretch.lines);
    const notes = found.flatMap(({ name, bytes }) => (name.kind === "checkpoint" ? [bytes] : []));
    await expectHistory({ origin: log.origin, lines, checkpoints: notes, trusted });
  }
  return {
    size: frontier.size,
    root: frontier.root(),
    stretches,
    keys: keysOf(stretches),
    keyHashes: keyHashesOf(stretches),
    checkpoints: checkpoints.size,
  };
}

/** The same, and that the index has one right row for each entry and no other. */
export async function expectIndexed(
  log: LedgerLog,
  trusted: readonly VerifierKey[] = [],
): Promise<IntactLog> {
  const intact = await expectLogIntact(log, trusted);
  log.reader.forget();
  const differences = await rowsFrom(log, intact.size);
  const all = { start: 0n, end: intact.size };
  for await (const difference of compareIndex(log, all)) differences.push(difference);
  const [first] = differences;
  if (first) throw broken(`row ${first.index} is ${first.kind} ${first.columns.join(", ")}`);
  return intact;
}

async function objectsOf({ log, store }: Pick<LedgerLog, "log" | "store">): Promise<Found[]> {
  const found: Found[] = [];
  for (const folder of ["wal", "seg", "hashes", "checkpoint"]) {
    for await (const { key } of store.list(`${log}/${folder}/`)) {
      const name = parseObjectKey(key)?.name;
      const bytes = await store.read(key);
      if (name === undefined || bytes === null) throw broken(`no such object: ${key}`);
      found.push({ name, bytes, key });
    }
  }
  return found;
}

function segmentOf(origin: string, { name, bytes }: Found): Stretch[] {
  if (name.kind !== "segment") return [];
  const { start, end } = name;
  return [must(decodeSegment(bytes, { origin, start, end, notBefore: null }, zlibDeflate))];
}

function batchOf(origin: string, { name, bytes }: Found): Stretch[] {
  if (name.kind !== "wal") return [];
  return [must(decodeBatch(bytes, { origin, start: name.start, notBefore: null }, zlibDeflate))];
}

/** Segments and then batches, without a hole; a batch that a segment holds as well has the same lines there. */
function joined(segments: readonly Stretch[], batches: readonly Stretch[]): Stretch[] {
  const all: Stretch[] = [];
  const lines: Uint8Array[] = [];
  let [end, ts] = [0n, ""];
  for (const stretch of [...segments, ...batches]) {
    if (stretch.end <= end) {
      expectContained(lines, stretch);
      continue;
    }
    if (stretch.start !== end) throw broken(`${stretch.start} comes after ${end}`);
    if (stretch.firstTs < ts) throw broken(`time goes backwards at ${end}`);
    all.push(stretch);
    for (const line of stretch.lines) lines.push(line);
    end = stretch.end;
    ts = stretch.lastTs;
  }
  return all;
}

function expectContained(lines: readonly Uint8Array[], stretch: Stretch): void {
  for (const [at, line] of stretch.lines.entries()) {
    const same = lines[Number(stretch.start) + at];
    if (!same || !equalBytes(line, same)) throw broken(`two lines at ${stretch.start}+${at}`);
  }
}

function expectHashes(found: readonly Found[], leaves: readonly Uint8Array[]): void {
  for (const { name, bytes } of found) {
    if (name.kind !== "hashes") continue;
    const own = leaves.slice(Number(name.start), Number(name.end));
    const verdict = compareLeaves(name.start, own, must(decodeHashes(bytes, name)));
    if (!verdict.ok) throw broken(verdict.detail);
  }
}

function checkpointsOf(found: readonly Found[]): Map<bigint, Uint8Array> {
  const roots = new Map<bigint, Uint8Array>();
  for (const { name, bytes, key } of found) {
    if (name.kind !== "checkpoint") continue;
    const text = new TextDecoder().decode(bytes);
    const { size, root } = must(parseCheckpointText(text.slice(0, text.lastIndexOf("\n\n") + 1)));
    if (size !== name.size) throw broken(`${key} says ${size}`);
    roots.set(size, root);
  }
  return roots;
}

function keysOf(stretches: readonly Stretch[]): string[] {
  const entries = stretches.flatMap((stretch) => stretch.entries);
  const keys = entries.map(({ body }) => `${body?.src.id} ${body?.key}`);
  if (new Set(keys).size !== keys.length) throw broken("a key twice");
  return keys;
}

function keyHashesOf(stretches: readonly Stretch[]): string[] {
  const entries = stretches.flatMap((stretch) => stretch.entries);
  return entries.map(({ body }) => toHex(keyHash(body?.src.id ?? "", body?.key ?? "")));
}

function broken(what: string): Error {
  return new Error(`the log is not intact: ${what}`);
}
