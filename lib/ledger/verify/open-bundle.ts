// ledger.md §12, Verifier, first step: the note: whose log is this, how large is it, and what does the bundle claim of it?
import { CHECKPOINT, isBundleTile, MANIFEST, tileName, witnessedRange } from "../bundle-layout";
import { type BundleSource, readFile } from "../bundle-source";
import { equalBytes } from "../bytes";
import { openCheckpoint, type SignedCheckpoint } from "../checkpoint";
import { HASH_SIZE } from "../crypto";
import { type Manifest, parseManifest } from "../manifest";
import { MAX_NOTE_BYTES } from "../note";
import { TILE_WIDTH } from "../tile";
import type { Range } from "../tree";
import { type Failure, fails, found, type Read } from "../verdict";
import { VerifiedTiles } from "../verified-tiles";
import type { VerifierKey } from "../vkey";

/** A bundle whose checkpoint a trusted key has signed. All that follows is measured against that checkpoint. */
export type OpenBundle = {
  readonly source: BundleSource;
  /** Those of `source`: a hostile bundle has a million, and is asked for each of them. */
  readonly names: ReadonlySet<string>;
  readonly trusted: readonly VerifierKey[];
  readonly checkpoint: SignedCheckpoint;
  readonly manifest: Manifest;
  /** The range with its boundary witnesses. */
  readonly witnessed: Range;
};

// Half a million files, and far more than a browser should be asked to hold.
const MAX_MANIFEST_BYTES = 128 * 2 ** 20;

/** Opens note and manifest. Fails with `framing`, `signature`, `unknown_key`, `origin` or `claim`; then nothing else can be said. */
export async function openBundle(
  source: BundleSource,
  trusted: readonly VerifierKey[],
): Promise<Read<OpenBundle>> {
  const note = await readFile(source, CHECKPOINT, MAX_NOTE_BYTES);
  if (!note.ok) return note;
  const checkpoint = openCheckpoint(note.value, trusted);
  if (!checkpoint.ok) return { ...checkpoint, file: CHECKPOINT };
  const bytes = await readFile(source, MANIFEST, MAX_MANIFEST_BYTES);
  if (!bytes.ok) return bytes;
  const manifest = parseManifest(bytes.value);
  if (!manifest.ok) return { ...manifest, file: MANIFEST };
  const objection = objectionTo(manifest.value, checkpoint.value);
  if (objection !== null) return objection;
  const witnessed = witnessedRange(manifest.value.range, checkpoint.value.size);
  return found({
    ...{ source, names: new Set(source.names), trusted, witnessed },
    checkpoint: checkpoint.value,
    manifest: manifest.value,
  });
}

function objectionTo(manifest: Manifest, checkpoint: SignedCheckpoint): Failure | null {
  const { origin, tree, range, minimumIndex } = manifest;
  const no = (detail: string) => fails("claim", detail, { file: MANIFEST });
  if (origin !== checkpoint.origin) {
    return fails("origin", `The manifest speaks of ${origin}, the checkpoint is of another log.`, {
      file: MANIFEST,
    });
  }
  if (tree.size !== checkpoint.size || !equalBytes(tree.root, checkpoint.root)) {
    return no("The tree of the manifest is not the signed one.");
  }
  if (range.start > range.end || range.end > tree.size) {
    return no("The range of the manifest does not lie within the signed tree.");
  }
  return minimumIndex <= tree.size ? null : no("The minimum index lies beyond the tree.");
}

/** The tiles of a bundle, each checked on its way in. Fails with `tile` where they do not fold to the signed root. */
export async function openTiles({
  source,
  checkpoint,
  manifest,
}: OpenBundle): Promise<Read<VerifiedTiles>> {
  const tiles = await VerifiedTiles.open(checkpoint, async (tile) => {
    if (!isBundleTile(tile, manifest.range, checkpoint.size)) return null;
    const bytes = await readFile(source, tileName(tile), TILE_WIDTH * HASH_SIZE);
    return bytes.ok ? bytes.value : null;
  });
  return tiles.ok ? tiles : inLog(tiles);
}

/** A failure under the name its file has in the bundle. */
export function inLog(failure: Failure): Failure {
  return failure.file === undefined ? failure : { ...failure, file: `log/${failure.file}` };
}
