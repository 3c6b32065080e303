// ledger.md §12, Verifier, second step: every tile, needed for a proof or not (skipping those that are not is CVE-2026-56865).
import { bundleTiles, entryBundleName, isWholeLog, tileName } from "../bundle-layout";
import { readFile } from "../bundle-source";
import { equalBytes } from "../bytes";
import { decodeEntryBundle } from "../entry-bundle";
import { MAX_ENTRY_BYTES } from "../entry-limits";
import { leafHash } from "../hash";
import { TILE_WIDTH, type Tile } from "../tile";
import { fails } from "../verdict";
import type { VerifiedTiles } from "../verified-tiles";
import type { Findings } from "./findings";
import { inLog, type OpenBundle } from "./open-bundle";

/** Reads each tile the bundle must have, and the entries below it where the bundle is a whole log. Adds `tile`, `leaf`, `framing`. */
export async function checkTiles(
  bundle: OpenBundle,
  tiles: VerifiedTiles,
  findings: Findings,
  progress: () => void,
): Promise<void> {
  const { range } = bundle.manifest;
  const hasEntryBundles = bundle.source.names.some((name) => name.startsWith("log/tile/entries/"));
  for (const tile of bundleTiles(range, tiles.size)) {
    progress();
    const read = await tiles.hashesOf(tile);
    if (!read.ok) {
      const failure = inLog(read);
      // What fails because the tile above it failed was counted there.
      if (failure.file === tileName(tile)) findings.add(failure);
    } else if (hasEntryBundles && tile.level === 0 && isWholeLog(range, tiles.size)) {
      await checkEntryBundle(bundle, tile, read.value, findings);
    }
  }
}

const MAX_BUNDLE_BYTES = TILE_WIDTH * (2 + MAX_ENTRY_BYTES);

/** "Each entry in a bundle hashes to the corresponding entry in the corresponding level 0 tile." */
async function checkEntryBundle(
  { source }: OpenBundle,
  tile: Tile,
  leaves: readonly Uint8Array[],
  findings: Findings,
): Promise<void> {
  const file = entryBundleName(tile);
  const bytes = await readFile(source, file, MAX_BUNDLE_BYTES);
  if (!bytes.ok) return findings.add(bytes);
  const entries = decodeEntryBundle(bytes.value, tile.width);
  if (!entries.ok) return findings.add({ ...entries, file });
  const first = tile.index * BigInt(TILE_WIDTH);
  for (const [at, entry] of entries.value.entries()) {
    const leaf = leaves[at];
    if (leaf !== undefined && equalBytes(leafHash(entry), leaf)) continue;
    const index = first + BigInt(at);
    findings.add(fails("leaf", "The entry does not hash to its leaf.", { file, index }));
  }
}
