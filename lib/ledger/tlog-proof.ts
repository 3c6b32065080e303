// ledger.md §3.5, Inclusion: the file `<index>.tlog-proof` of c2sp.org/tlog-proof.
import { fromBase64, toBase64 } from "./base64";
import { concat, equalBytes, textOf, utf8 } from "./bytes";
import { openCheckpoint, type SignedCheckpoint } from "./checkpoint";
import { parseDecimal } from "./decimal";
import { leafHash } from "./hash";
import { verifyInclusion } from "./inclusion";
import { MAX_NOTE_BYTES } from "./note";
import { formatHashLines, parseHashLines } from "./proof-lines";
import { fails, found, type Read } from "./verdict";
import type { VerifierKey } from "./vkey";

/** A proof that an entry stands at an index. `extra` is the entry, and counts only after its hash fits. */
export type TlogProof = {
  readonly extra: Uint8Array | null;
  readonly index: bigint;
  readonly path: readonly Uint8Array[];
  readonly checkpoint: Uint8Array;
};

const HEADER = "c2sp.org/tlog-proof@v1\n";
const SEPARATOR = "\n\n";

/** A note, an entry in base64 and 63 hash lines. */
export const MAX_PROOF_BYTES = MAX_NOTE_BYTES + 200_000;

/** The bytes of the file. */
export function formatTlogProof({ extra, index, path, checkpoint }: TlogProof): Uint8Array {
  const extraLine = extra === null ? "" : `extra ${toBase64(extra)}\n`;
  return concat(
    utf8(`${HEADER}${extraLine}index ${index}\n${formatHashLines(path)}\n`),
    checkpoint,
  );
}

/** The proof in a file, nothing of it checked but its form. Fails with `framing`. */
export function parseTlogProof(bytes: Uint8Array): Read<TlogProof> {
  const no = (detail: string) => fails("framing", detail);
  const text = bytes.length > MAX_PROOF_BYTES ? null : textOf(bytes);
  if (text === null) return no("The proof is not UTF-8 text of a bearable size.");
  if (!text.startsWith(HEADER)) return no("The first line is not c2sp.org/tlog-proof@v1.");
  const end = text.indexOf(SEPARATOR); // the proof has no empty line of its own
  if (end < 0) return no("An empty line and the checkpoint are missing.");
  const lines = text.slice(HEADER.length, end).split("\n");
  const extraLine = lines[0]?.startsWith("extra ") ? lines.shift() : undefined;
  const extra = extraLine === undefined ? null : fromBase64(extraLine.slice("extra ".length));
  if (extraLine !== undefined && extra === null) return no("The extra line is not base64.");
  const [indexLine = "", ...hashLines] = lines;
  const index = indexLine.startsWith("index ")
    ? parseDecimal(indexLine.slice("index ".length))
    : null;
  const path = parseHashLines(hashLines);
  if (index === null || path === null) return no("The index line or a hash line is malformed.");
  return found({ extra, index, path, checkpoint: utf8(text.slice(end + SEPARATOR.length)) });
}

/** An entry that the log has committed to: its bytes and index, under a checkpoint that a trusted key signed. */
export type ProvenEntry = {
  readonly index: bigint;
  readonly leaf: Uint8Array;
  readonly entry: Uint8Array | null;
  readonly checkpoint: SignedCheckpoint;
};

/**
 * Whether a proof holds under the trusted keys. The leaf is that of `extra`, or the one the caller knows, or both, and then
 * they must be the same. Fails with `framing`, `signature`, `unknown_key`, `origin`, `leaf`, `proof`.
 */
export function verifyTlogProof(
  bytes: Uint8Array,
  trusted: readonly VerifierKey[],
  knownLeaf: Uint8Array | null = null,
): Read<ProvenEntry> {
  const parsed = parseTlogProof(bytes);
  if (!parsed.ok) return parsed;
  const { extra, index, path } = parsed.value;
  const checkpoint = openCheckpoint(parsed.value.checkpoint, trusted);
  if (!checkpoint.ok) return checkpoint;
  const leaf = extra === null ? knownLeaf : leafHash(extra);
  if (leaf === null)
    return fails("leaf", "The proof carries no entry, and none is known.", { index });
  if (knownLeaf !== null && !equalBytes(leaf, knownLeaf)) {
    return fails("leaf", "The proof is about another entry.", { index });
  }
  const { size, root } = checkpoint.value;
  const included = verifyInclusion({ index, size, leaf, root, path });
  if (!included.ok) return included;
  return found({ index, leaf, entry: extra, checkpoint: checkpoint.value });
}
