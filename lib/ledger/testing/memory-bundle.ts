import {
  bundleTiles,
  CHECKPOINT,
  consistencyName,
  ENTRIES,
  entryBundleName,
  MANIFEST,
  olderCheckpointName,
  POLICY,
  README,
  tileName,
  witnessedRange,
} from "../bundle-layout";
import type { BundleSource } from "../bundle-source";
import { compareBytewise, concatAll, toHex, utf8 } from "../bytes";
import { proveConsistency } from "../consistency";
import { formatConsistencyFile } from "../consistency-file";
import { sha256 } from "../crypto";
import { decodeEntry } from "../entry";
import { encodeEntryBundle } from "../entry-bundle";
import { proveInclusion } from "../inclusion";
import { joinLines } from "../lines";
import { formatManifest, type Manifest, parseManifest } from "../manifest";
import { formatPolicy } from "../policy";
import { SourceTally } from "../sources";
import { renderTile } from "../tile-tree";
import { formatTlogProof } from "../tlog-proof";
import { must } from "./read";
import type { SampleLog } from "./sample-log";

export type Files = ReadonlyMap<string, Uint8Array>;

export type BundleWish = {
  readonly start: number;
  readonly end: number;
  /** Size of the tree; all of the log unless said. */
  readonly size?: number;
  readonly time?: Manifest["time"];
  readonly created?: string;
  readonly withhold?: (index: number) => boolean;
  /** Sizes to prove consistency from, and sizes whose checkpoints lie in the bundle. */
  readonly consistentFrom?: readonly number[];
  readonly older?: readonly number[];
  readonly proofs?: readonly number[];
  readonly entryBundles?: boolean;
  /** What the manifest says instead of the truth. */
  readonly says?: Partial<Manifest>;
  /** Files put in or over others. */
  readonly with?: Readonly<Record<string, Uint8Array>>;
};

export const CREATED = "2026-02-01T00:00:00.000Z";

/** The files of a bundle over [start, end) of a log, in memory. */
export async function sampleBundle(log: SampleLog, wish: BundleWish): Promise<Files> {
  const size = wish.size ?? log.lines.length;
  const files = new Map<string, Uint8Array>([
    [README, utf8("A bundle.\n")],
    [POLICY, utf8(formatPolicy([log.signer.key]))],
    [CHECKPOINT, log.checkpoint(size)],
    [ENTRIES, joinLines(disclosedLines(log, wish, size))],
  ]);
  await addTiles(files, log, wish, size);
  await addProofs(files, log, wish, size);
  for (const [name, bytes] of Object.entries(wish.with ?? {})) files.set(name, bytes);
  return withManifest(files, manifestFor(log, wish, size));
}

/** The files with a manifest that names them as they are now. */
export function withManifest(files: Files, manifest: Manifest): Files {
  const named = [...files].filter(([name]) => name !== MANIFEST);
  const facts = named.map(
    ([name, bytes]) => [name, { bytes: bytes.length, sha256: toHex(sha256(bytes)) }] as const,
  );
  return new Map([...named, [MANIFEST, formatManifest({ ...manifest, files: new Map(facts) })]]);
}

/** The files with one replaced or, for null, removed. The manifest is made to fit, as whoever tampers would. */
export function tampered(
  files: Files,
  name: string,
  bytes: Uint8Array | null,
  says: Partial<Manifest> = {},
): Files {
  const changed = new Map(files);
  if (bytes === null) changed.delete(name);
  else changed.set(name, bytes);
  return withManifest(changed, { ...manifestOf(files), ...says });
}

export function manifestOf(files: Files): Manifest {
  return must(parseManifest(files.get(MANIFEST) ?? new Uint8Array()));
}

/** The files as a verifier sees them, in pieces of a kilobyte. */
export function memorySource(files: Files): BundleSource {
  async function* pieces(bytes: Uint8Array) {
    for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
  }
  return {
    names: [...files.keys()].sort(compareBytewise),
    read: (name) => {
      const bytes = files.get(name);
      return bytes === undefined ? null : pieces(bytes);
    },
  };
}

function disclosedLines(log: SampleLog, { start, end, withhold }: BundleWish, size: number) {
  const range = witnessedRange({ start: BigInt(start), end: BigInt(end) }, BigInt(size));
  return log.lines
    .slice(Number(range.start), Number(range.end))
    .filter((_, at) => !withhold?.(Number(range.start) + at));
}

async function addTiles(
  files: Map<string, Uint8Array>,
  log: SampleLog,
  wish: BundleWish,
  size: number,
) {
  const range = { start: BigInt(wish.start), end: BigInt(wish.end) };
  for (const tile of bundleTiles(range, BigInt(size))) {
    files.set(tileName(tile), concatAll(await renderTile(tile, log.tree.read)));
    if (!wish.entryBundles || tile.level > 0) continue;
    const first = Number(tile.index) * 256;
    files.set(entryBundleName(tile), encodeEntryBundle(log.lines.slice(first, first + tile.width)));
  }
}

async function addProofs(
  files: Map<string, Uint8Array>,
  log: SampleLog,
  wish: BundleWish,
  size: number,
) {
  const { consistentFrom = [], older = [], proofs = [] } = wish;
  const checkpoint = log.checkpoint(size);
  const newer = BigInt(size);
  for (const from of consistentFrom) {
    const path = await proveConsistency(BigInt(from), newer, log.tree.read);
    const file = formatConsistencyFile({ oldSize: BigInt(from), path, checkpoint });
    files.set(consistencyName(BigInt(from), newer), file);
  }
  for (const from of older) files.set(olderCheckpointName(BigInt(from)), log.checkpoint(from));
  for (const at of proofs) {
    const path = await proveInclusion(BigInt(at), newer, log.tree.read);
    const proof = { extra: log.lines[at] ?? null, index: BigInt(at), path, checkpoint };
    files.set(`proofs/${at}.tlog-proof`, formatTlogProof(proof));
  }
}

function manifestFor(log: SampleLog, wish: BundleWish, size: number): Manifest {
  const { start, end, time = null, withhold } = wish;
  const indices = Array.from({ length: end - start }, (_, at) => start + at);
  const shown = indices.filter((index) => !withhold?.(index));
  const tally = new SourceTally();
  for (const index of shown) {
    const { body } = must(decodeEntry(log.lines[index] ?? new Uint8Array()));
    if (body !== null) tally.add(body.src);
  }
  const isWhole = shown.length === indices.length;
  return {
    origin: log.origin,
    created: wish.created ?? CREATED,
    range: { start: BigInt(start), end: BigInt(end) },
    time,
    tree: log.tree.head(size),
    minimumIndex: 0n,
    storage: "fs",
    keySeparation: "process",
    disclosed: BigInt(shown.length),
    withheld: BigInt(indices.length - shown.length),
    claims: { range: true, time: time !== null, source: isWhole, filter: isWhole },
    sources: tally.sources(),
    unattested: tally.unattested(),
    files: new Map(),
    ...wish.says,
  };
}
