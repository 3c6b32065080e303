// ledger.md §12, Verifier: proofs of single entries, and certificates of what was deleted before the range.
import { isBundleTile, parseBundleName } from "../bundle-layout";
import { readFile } from "../bundle-source";
import { equalBytes } from "../bytes";
import { verifyCertificate } from "../certificate-check";
import type { TreeHead } from "../consistency";
import { TILE_WIDTH } from "../tile";
import { tileHolding } from "../tile-tree";
import { MAX_PROOF_BYTES, verifyTlogProof } from "../tlog-proof";
import { fails, HOLDS, type Verdict } from "../verdict";
import type { VerifiedTiles } from "../verified-tiles";
import type { Findings } from "./findings";
import type { OpenBundle } from "./open-bundle";

/** `proofs/<i>.tlog-proof`: each ends in a head that agrees with the bundle. Adds what a proof fails with. Answers how many there are. */
export async function checkProofs(
  bundle: OpenBundle,
  tiles: VerifiedTiles | null,
  agreed: readonly TreeHead[],
  findings: Findings,
): Promise<number> {
  let count = 0;
  for (const name of bundle.source.names) {
    const file = parseBundleName(name);
    if (file?.kind !== "proof") continue;
    count += 1;
    const bytes = await readFile(bundle.source, name, MAX_PROOF_BYTES);
    const leaf = await leafAt(file.index, bundle, tiles);
    const verdict = bytes.ok ? checkProof(bytes.value, file.index, leaf, bundle, agreed) : bytes;
    if (!verdict.ok) findings.add({ ...verdict, file: name, index: file.index });
  }
  return count;
}

function checkProof(
  bytes: Uint8Array,
  index: bigint,
  leaf: Uint8Array | null,
  { trusted }: OpenBundle,
  agreed: readonly TreeHead[],
): Verdict {
  const proven = verifyTlogProof(bytes, trusted, leaf);
  if (!proven.ok) return proven;
  const { checkpoint } = proven.value;
  if (proven.value.index !== index) return fails("proof", "The proof is about another index.");
  const isAgreed = agreed.some(
    ({ size, root }) => size === checkpoint.size && equalBytes(root, checkpoint.root),
  );
  return isAgreed
    ? HOLDS
    : fails("proof", "The proof ends in a checkpoint that is not of this history.");
}

/** The leaf as the tree has it, where the bundle has the tile that holds it. */
async function leafAt(index: bigint, { manifest }: OpenBundle, tiles: VerifiedTiles | null) {
  const tile = tiles === null ? null : tileHolding(0, index, tiles.size);
  if (tiles === null || tile === null || !isBundleTile(tile, manifest.range, tiles.size))
    return null;
  const hashes = await tiles.hashesOf(tile);
  return hashes.ok ? (hashes.value[Number(index % BigInt(TILE_WIDTH))] ?? null) : null;
}

/** `certificates/<i>.tlog-proof`. Answers the last `ts` of the deleted stretch that holds entry a−1, or null. Adds what one fails with. */
export async function checkCertificates(
  bundle: OpenBundle,
  findings: Findings,
): Promise<string | null> {
  const before = bundle.manifest.range.start - 1n;
  let deletedBefore: string | null = null;
  for (const name of bundle.source.names) {
    const file = parseBundleName(name);
    if (file?.kind !== "certificate") continue;
    const bytes = await readFile(bundle.source, name, MAX_PROOF_BYTES);
    const stretch = bytes.ok
      ? verifyCertificate(bytes.value, bundle.checkpoint.origin, bundle.trusted)
      : bytes;
    if (!stretch.ok) findings.add({ ...stretch, file: name });
    else if (stretch.value.start <= before && before < stretch.value.end) {
      deletedBefore = stretch.value.lastTs;
    }
  }
  return deletedBefore;
}
