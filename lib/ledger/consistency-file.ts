// ledger.md §3.5, Consistency: the file `<m>-<n>`: the body of add-checkpoint of c2sp.org/tlog-witness.
import { concat, equalBytes, textOf, utf8 } from "./bytes";
import { openCheckpoint, type SignedCheckpoint } from "./checkpoint";
import { type TreeHead, verifyConsistency, verifyHalfConsistency } from "./consistency";
import { parseDecimal } from "./decimal";
import { MAX_NOTE_BYTES } from "./note";
import { formatHashLines, parseHashLines } from "./proof-lines";
import { fails, found, type Read, type Verdict } from "./verdict";
import type { VerifierKey } from "./vkey";

/** A proof that the tree of `oldSize` begins the tree of the checkpoint, which follows verbatim. */
export type ConsistencyFile = {
  readonly oldSize: bigint;
  readonly path: readonly Uint8Array[];
  readonly checkpoint: Uint8Array;
};

const SEPARATOR = "\n\n";
const OLD = "old ";

/** A note and 63 hash lines. */
export const MAX_CONSISTENCY_BYTES = MAX_NOTE_BYTES + 10_000;

/** The bytes of the file. */
export function formatConsistencyFile({ oldSize, path, checkpoint }: ConsistencyFile): Uint8Array {
  return concat(utf8(`${OLD}${oldSize}\n${formatHashLines(path)}\n`), checkpoint);
}

/** The proof in a file, nothing of it checked but its form. Fails with `framing`. */
export function parseConsistencyFile(bytes: Uint8Array): Read<ConsistencyFile> {
  const text = bytes.length > MAX_CONSISTENCY_BYTES ? null : textOf(bytes);
  const end = text === null ? -1 : text.indexOf(SEPARATOR);
  if (text === null || end < 0) {
    return fails("framing", "The proof is not text with an empty line and a checkpoint.");
  }
  const [oldLine = "", ...hashLines] = text.slice(0, end).split("\n");
  const oldSize = oldLine.startsWith(OLD) ? parseDecimal(oldLine.slice(OLD.length)) : null;
  const path = parseHashLines(hashLines);
  if (oldSize === null || path === null) {
    return fails("framing", "The old line or a hash line is malformed.");
  }
  return found({ oldSize, path, checkpoint: utf8(text.slice(end + SEPARATOR.length)) });
}

/**
 * Whether the file proves that `older` begins the tree of the checkpoint it carries. Fails with `framing`, `signature`,
 * `unknown_key`, `origin`, `proof` (it says nothing about this head, or leads nowhere) or `fork`.
 */
export function verifyConsistencyFile(
  bytes: Uint8Array,
  older: TreeHead,
  trusted: readonly VerifierKey[],
): Read<SignedCheckpoint> {
  const parsed = parseConsistencyFile(bytes);
  if (!parsed.ok) return parsed;
  const checkpoint = openCheckpoint(parsed.value.checkpoint, trusted);
  if (!checkpoint.ok) return checkpoint;
  if (parsed.value.oldSize !== older.size) {
    return fails("proof", `The proof starts at ${parsed.value.oldSize}, not at ${older.size}.`);
  }
  const verdict = verifyConsistency(older, checkpoint.value, parsed.value.path);
  return verdict.ok ? checkpoint : verdict;
}

/**
 * Whether the file is a proof from `oldSize` to `newer`, as far as that shows without the older root. Fails like
 * verifyConsistencyFile, but never with `fork`.
 */
export function verifyHalfConsistencyFile(
  bytes: Uint8Array,
  oldSize: bigint,
  newer: TreeHead,
  trusted: readonly VerifierKey[],
): Verdict {
  const parsed = parseConsistencyFile(bytes);
  if (!parsed.ok) return parsed;
  const checkpoint = openCheckpoint(parsed.value.checkpoint, trusted);
  if (!checkpoint.ok) return checkpoint;
  const { size, root } = checkpoint.value;
  if (parsed.value.oldSize !== oldSize || size !== newer.size || !equalBytes(root, newer.root)) {
    return fails("proof", "The proof is not between the trees it should be.");
  }
  return verifyHalfConsistency(oldSize, newer, parsed.value.path);
}
