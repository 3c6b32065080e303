// ledger.md §12: every file of a bundle but the manifest, in the order of their names, each made when its turn comes.
import {
  bundleTiles,
  CHECKPOINT,
  consistencyName,
  ENTRIES,
  entryBundleName,
  isWholeLog,
  olderCheckpointName,
  POLICY,
  README,
  tileName,
  tokenName,
  witnessedRange,
} from "@/lib/ledger/bundle-layout";
import { bundleReadme } from "@/lib/ledger/bundle-readme";
import { concatAll, equalBytes, utf8 } from "@/lib/ledger/bytes";
import { openCheckpoint } from "@/lib/ledger/checkpoint";
import { encodeEntryBundle } from "@/lib/ledger/entry-bundle";
import { leafHash } from "@/lib/ledger/hash";
import type { Manifest } from "@/lib/ledger/manifest";
import { tokenKey } from "@/lib/ledger/object-key";
import { formatPolicy } from "@/lib/ledger/policy";
import { TILE_WIDTH, type Tile } from "@/lib/ledger/tile";
import { fails } from "@/lib/ledger/verdict";
import { readCheckpoint } from "../checkpoints";
import { LedgerDamage } from "../damage";
import { certificateProof } from "./deletions";
import { bundleLines, LinesRead } from "./lines";
import type { BundleParts } from "./parts";
import type { BundlePlan } from "./plan";
import { BundleTree } from "./tree";

/** A file of a bundle. `pieces`: one that no memory holds. `isText`: one that packing makes smaller. */
export type Content = { readonly name: string } & (
  | { readonly bytes: () => Promise<Uint8Array>; readonly isText: boolean }
  | { readonly pieces: () => AsyncIterable<Uint8Array> }
);

export type Contents = {
  readonly files: readonly Content[];
  /** Entries and leaves that will be read, for whoever shows how far it has come. */
  readonly steps: bigint;
  /** What the lines said; whole once `entries.ndjson` was read. */
  readonly lines: LinesRead;
};

/** The files that a plan asks for. `about` is what the README says of them; `step` is called for each entry and leaf read. */
export async function bundleContents(
  parts: BundleParts,
  plan: BundlePlan,
  about: Manifest,
  step: (count: bigint) => void,
): Promise<Contents> {
  const { range, head } = plan;
  const tree = new BundleTree(parts.log, head);
  const lines = new LinesRead();
  const wanted = { ...{ tree, range }, reader: parts.log.reader, size: head.size };
  const tiles = tileContents(parts, plan, tree, step);
  const files: Content[] = [
    small(README, utf8(bundleReadme(about, verifierHashes(parts), parts.demo))),
    small(POLICY, utf8(formatPolicy(policyKeys(parts, plan)))),
    small(CHECKPOINT, head.note),
    { name: ENTRIES, pieces: () => bundleLines({ ...wanted, step: () => step(1n) }, lines) },
    ...certificateContents(parts, plan),
    ...consistencyContents(parts, plan),
    ...(await olderCheckpoints(parts, plan)),
    ...tiles.files,
    ...parts.verifiers.map(({ name, bytes }) => small(name, bytes)),
  ];
  const witnessed = witnessedRange(range, head.size);
  return { files, lines, steps: witnessed.end - witnessed.start + tiles.leaves };
}

function small(name: string, bytes: Uint8Array): Content {
  return { name, bytes: async () => bytes, isText: true };
}

function verifierHashes({ verifiers }: BundleParts) {
  const hashOf = (wanted: string) => verifiers.find(({ name }) => name === wanted)?.sha256 ?? "";
  return { mjs: hashOf("verify.mjs"), html: hashOf("verify.html") };
}

/** A certificate stands in the other log, so its key is needed too. */
function policyKeys({ log, vkeys, governance, governanceKeys }: BundleParts, plan: BundlePlan) {
  const isElsewhere = plan.certificate !== null && log.origin !== governance.origin;
  return isElsewhere ? [...vkeys, ...governanceKeys] : vkeys;
}

function certificateContents(parts: BundleParts, { certificate }: BundlePlan): Content[] {
  if (certificate === null) return [];
  const bytes = () => certificateProof(parts, certificate);
  return [{ name: `certificates/${certificate.index}.tlog-proof`, bytes, isText: true }];
}

function consistencyContents({ log }: BundleParts, { consistency, head }: BundlePlan): Content[] {
  return consistency.map((from) => ({
    name: consistencyName(from, head.size),
    bytes: () => log.prover.consistency(from, head),
    isText: true,
  }));
}

/**
 * Those checkpoints that proofs start at, as far as they are kept, with their time stamps, and the bundle's own once more
 * where it has one. One that a key of before a
 * rotation signed stays out: who trusts the newer key alone could not open it, and the proof says the same.
 */
async function olderCheckpoints(
  { log, vkeys }: BundleParts,
  { consistency, dated, head }: BundlePlan,
): Promise<Content[]> {
  const older = consistency.filter((size) => size < head.size);
  const signers = openCheckpoint(head.note, vkeys);
  const keys = signers.ok ? signers.value.keys : [];
  const files: Content[] = [];
  for (const size of dated === head.size ? [...older, dated] : older) {
    const shown = await readCheckpoint(log, size);
    const opensForAll = keys.every((key) => shown !== null && openCheckpoint(shown.note, [key]).ok);
    if (shown === null || !opensForAll) continue;
    files.push(small(olderCheckpointName(size), shown.note));
    const token = await log.store.read(tokenKey(log.log, size));
    if (token !== null) files.push(small(tokenName(size), token));
  }
  return files;
}

function tileContents(
  parts: BundleParts,
  { range, head }: BundlePlan,
  tree: BundleTree,
  step: (count: bigint) => void,
) {
  const files: Content[] = [];
  let leaves = 0n;
  for (const tile of bundleTiles(range, head.size)) {
    const read = async () => {
      const hashes = await tree.hashesOf(tile);
      if (tile.level === 0) step(BigInt(tile.width));
      return concatAll(hashes);
    };
    files.push({ name: tileName(tile), bytes: read, isText: false });
    if (tile.level > 0) continue;
    leaves += BigInt(tile.width);
    if (!isWholeLog(range, head.size)) continue;
    const entries = () => entryBundle(parts, tree, tile);
    files.push({ name: entryBundleName(tile), bytes: entries, isText: true });
  }
  return { files, leaves };
}

/** `tile/entries/<N>`: "each entry in a bundle hashes to the corresponding entry in the corresponding level 0 tile". */
async function entryBundle(
  { log }: BundleParts,
  tree: BundleTree,
  tile: Tile,
): Promise<Uint8Array> {
  const leaves = await tree.hashesOf(tile);
  const start = tile.index * BigInt(TILE_WIDTH);
  const entries: Uint8Array[] = [];
  for await (const lines of log.reader.lines({ start, end: start + BigInt(tile.width) })) {
    entries.push(...lines);
  }
  const wrong = leaves.findIndex((leaf, at) => !isEntryOf(leaf, entries[at]));
  if (wrong < 0) return encodeEntryBundle(entries);
  const detail = "The stored entry is not the one that was signed.";
  throw new LedgerDamage(fails("leaf", detail, { index: start + BigInt(wrong) }));
}

function isEntryOf(leaf: Uint8Array, entry: Uint8Array | undefined): boolean {
  return entry !== undefined && equalBytes(leafHash(entry), leaf);
}
