// ledger.md §12, Verifier: one history: the signed tree continues every other tree of this log that was ever shown.
import { consistencyName, isBundleTile, parseBundleName, tileName } from "../bundle-layout";
import { readFile } from "../bundle-source";
import { equalBytes } from "../bytes";
import { type TreeHead, verifyConsistency } from "../consistency";
import {
  MAX_CONSISTENCY_BYTES,
  verifyConsistencyFile,
  verifyHalfConsistencyFile,
} from "../consistency-file";
import { LedgerError } from "../ledger-error";
import { nodesFromTiles } from "../tile-tree";
import { subtreeRoot } from "../tree";
import { type Failure, fails } from "../verdict";
import type { VerifiedTiles } from "../verified-tiles";
import type { Findings } from "./findings";
import type { OpenBundle } from "./open-bundle";
import type { OtherCheckpoint } from "./other-checkpoints";

/** `agrees`: one history, proved. `unproven`: nothing here says so. `later`: the bundle was made before. `diverges`: counted. */
export type Relation = "agrees" | "unproven" | "later" | "diverges";
export type Compared = OtherCheckpoint & { readonly relation: Relation };

/** How each other checkpoint relates to the one of the bundle. Adds `fork`, `truncated`, and what is wrong with a proof. */
export async function checkHistory(
  bundle: OpenBundle,
  tiles: VerifiedTiles | null,
  others: readonly OtherCheckpoint[],
  findings: Findings,
): Promise<Compared[]> {
  const compared: Compared[] = [];
  for (const other of others) {
    const relation = await relationTo(other, bundle, tiles);
    if (typeof relation !== "string") findings.add({ file: other.name, ...relation });
    compared.push({ ...other, relation: typeof relation === "string" ? relation : "diverges" });
  }
  await checkUnusedProofs(bundle, others, findings);
  return compared;
}

async function relationTo(
  other: OtherCheckpoint,
  bundle: OpenBundle,
  tiles: VerifiedTiles | null,
): Promise<Exclude<Relation, "diverges"> | Failure> {
  const [older, newer] = [other.checkpoint, bundle.checkpoint];
  if (older.size > newer.size) return shorterThan(other, bundle);
  if (older.size === newer.size) {
    const verdict = verifyConsistency(older, newer, []);
    return verdict.ok ? "agrees" : verdict;
  }
  if (older.size === 0n) return "unproven"; // "from nothing" is not a proof
  const name = consistencyName(older.size, newer.size);
  if (bundle.names.has(name)) return await byProof(name, older, bundle);
  return await byTiles(older, bundle, tiles);
}

/**
 * Smaller than what was shown before. An old bundle may be verified after a new one, and then it was made before; whoever
 * gives a checkpoint of his own says that the bundle should reach it.
 */
function shorterThan(other: OtherCheckpoint, { manifest, checkpoint }: OpenBundle) {
  if (
    other.holder === "remembered" &&
    other.created !== null &&
    manifest.created <= other.created
  ) {
    return "later";
  }
  const sizes = `The log had ${other.checkpoint.size} entries, and in this bundle has ${checkpoint.size}`;
  const detail = `${sizes}: it was cut, or this bundle is older than that checkpoint.`;
  return fails("truncated", detail);
}

async function byProof(name: string, older: TreeHead, { source, trusted, checkpoint }: OpenBundle) {
  const bytes = await readFile(source, name, MAX_CONSISTENCY_BYTES);
  if (!bytes.ok) return bytes;
  const proof = verifyConsistencyFile(bytes.value, older, trusted);
  if (!proof.ok) return proof.reason === "fork" ? proof : { ...proof, file: name };
  if (isSameHead(proof.value, checkpoint)) return "agrees";
  return fails("proof", "The proof leads to another checkpoint than that of the bundle.", {
    file: name,
  });
}

/** A whole log holds its own past: the older root can be computed from it. */
async function byTiles(older: TreeHead, bundle: OpenBundle, tiles: VerifiedTiles | null) {
  const root = tiles === null ? null : await rootAt(older.size, bundle, tiles);
  if (root === null) return "unproven";
  if (equalBytes(root, older.root)) return "agrees";
  return fails("fork", "The tree of the bundle has another beginning than this checkpoint.");
}

async function rootAt(size: bigint, { manifest }: OpenBundle, tiles: VerifiedTiles) {
  const read = nodesFromTiles(tiles.size, async (tile) => {
    const held = isBundleTile(tile, manifest.range, tiles.size) ? await tiles.hashesOf(tile) : null;
    if (held?.ok) return held.value;
    throw new LedgerError("unreadable", `${tileName(tile)} is not in the bundle`);
  });
  try {
    return await subtreeRoot({ start: 0n, end: size }, read);
  } catch (error) {
    if (error instanceof LedgerError) return null;
    throw error;
  }
}

/** Proofs from sizes that nobody here holds: at least they must lead to the signed root. */
async function checkUnusedProofs(
  { source, trusted, checkpoint }: OpenBundle,
  others: readonly OtherCheckpoint[],
  findings: Findings,
): Promise<void> {
  const used = new Set(
    others.map((other) => consistencyName(other.checkpoint.size, checkpoint.size)),
  );
  for (const name of source.names) {
    const file = parseBundleName(name);
    if (used.has(name) || file?.kind !== "consistency") continue;
    const bytes = await readFile(source, name, MAX_CONSISTENCY_BYTES);
    const verdict = bytes.ok
      ? verifyHalfConsistencyFile(bytes.value, file.older, checkpoint, trusted)
      : bytes;
    if (!verdict.ok) findings.add({ ...verdict, file: name });
  }
}

function isSameHead(left: TreeHead, right: TreeHead): boolean {
  return left.size === right.size && equalBytes(left.root, right.root);
}
