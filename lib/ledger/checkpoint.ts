// ledger.md §3.4: c2sp.org/tlog-checkpoint: the signed size and root of a log, in three lines without extension lines.
import { fromBase64, toBase64 } from "./base64";
import type { TreeHead } from "./consistency";
import { parseDecimal } from "./decimal";
import { isHash } from "./hash";
import { LedgerError } from "./ledger-error";
import { type NoteSigner, openNote, signNote } from "./note";
import { fails, found, type Read } from "./verdict";
import { isKeyName, type VerifierKey } from "./vkey";

/** What a checkpoint says: this log had this root at this size. */
export type Checkpoint = TreeHead & { readonly origin: string };

/** A checkpoint that trusted keys of its own log have signed, with the note as it was. */
export type SignedCheckpoint = Checkpoint & {
  readonly keys: readonly VerifierKey[];
  readonly note: Uint8Array;
};

/** The note text: origin, size, root. Errors: malformed. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  if (!isKeyName(origin) || size < 0n || !isHash(root)) {
    throw new LedgerError("malformed", `no checkpoint: ${origin} ${size}`);
  }
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** The signed checkpoint. In a rotation two keys of the origin sign, the old one first. Errors: malformed. */
export function signCheckpoint(checkpoint: Checkpoint, signers: readonly NoteSigner[]): Uint8Array {
  if (signers.some(({ key }) => key.name !== checkpoint.origin)) {
    throw new LedgerError("malformed", "a log signs under its origin");
  }
  return signNote(checkpointText(checkpoint), signers);
}

/** Note text as a checkpoint. Fails with `framing`; extension lines are refused, as nobody can audit them. */
export function parseCheckpointText(text: string): Read<Checkpoint> {
  const [origin = "", size = "", root = "", end, ...more] = text.split("\n");
  const parsedSize = parseDecimal(size);
  const parsedRoot = fromBase64(root);
  if (!isKeyName(origin) || end !== "" || more.length > 0) {
    return fails("framing", "A checkpoint has three lines: origin, size and root.");
  }
  if (parsedSize === null) return fails("framing", "The second line of the checkpoint is no size.");
  if (parsedRoot === null || !isHash(parsedRoot)) {
    return fails("framing", "The third line of the checkpoint is no root.");
  }
  return found({ origin, size: parsedSize, root: parsedRoot });
}

/** A checkpoint vouched for by a trusted key whose name is its origin. Fails with `framing`, `signature`, `unknown_key`, `origin`. */
export function openCheckpoint(
  note: Uint8Array,
  trusted: readonly VerifierKey[],
): Read<SignedCheckpoint> {
  const opened = openNote(note, trusted);
  if (!opened.ok) return opened;
  const checkpoint = parseCheckpointText(opened.value.text);
  if (!checkpoint.ok) return checkpoint;
  // A key that is trusted for another log must not vouch for this one.
  const keys = opened.value.keys.filter((key) => key.name === checkpoint.value.origin);
  if (keys.length === 0) return fails("origin", "The key that signed belongs to another log.");
  return found({ ...checkpoint.value, keys, note });
}
