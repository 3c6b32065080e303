// ledger.md §12, Verifier: why something does not hold, as a closed union; house rule 27: a verdict says where and why.

/** Everything that can be wrong with a ledger, a proof or a bundle. */
export const REASONS = [
  "framing", // the bytes have not the form they must have
  "signature", // a known key did not make this signature
  "unknown_key", // no trusted key speaks for it
  "origin", // it belongs to another log
  "tile", // a tile does not hash to its place in the tree, or is missing
  "stray_file", // a file that has no business where it lies
  "leaf", // an entry does not hash to the leaf at its index
  "order", // an index or a time goes backwards, repeats or lies outside
  "count", // more or fewer entries than said
  "boundary", // the entries around a period do not bound it
  "proof", // a proof does not lead to its root
  "fork", // two signed histories that exclude each other
  "truncated", // less history than was already shown
  "claim", // a statement of the manifest does not come out
  "file_hash", // a file is not the one the manifest names
  // What can be wrong with what a person signed, and with a pack of such signatures.
  "challenge", // the passkey answered another challenge than the one of this manifest
  "replay", // one answer, or one nonce, stands twice
  "other_subject", // it was signed for something else
  "signing_origin", // it was made at another address, or for another kind of act
  "user_verification", // the passkey did not ask who is there
  "assertion", // the passkey's signature does not fit
  "signer", // somebody signed who was not the one to sign
  "decisions", // the decisions are not the ones that were signed
  "swapped", // a file is that of another review, role or person
  "snapshot", // the snapshot is not the one that was frozen
  "delta", // the changes since the snapshot are not the ones that were signed
  "assignments", // who was to decide is not what was signed
  "enrolment", // no enrolment stands behind the passkey
  "seal", // the server's seal does not fit
] as const;

export type Reason = (typeof REASONS)[number];

/** One thing that does not hold. `file` and `index` say where, as far as a place is known; `detail` is a sentence for people. */
export type Failure = {
  readonly ok: false;
  readonly reason: Reason;
  readonly detail: string;
  readonly file?: string;
  readonly index?: bigint;
};

/** What reading hostile bytes answers: the value, or why there is none. Nothing here throws at a reader. */
export type Read<T> = { readonly ok: true; readonly value: T } | Failure;

/** What checking answers. */
export type Verdict = { readonly ok: true } | Failure;

/** The verdict of a check that holds. */
export const HOLDS: Verdict = { ok: true };

/** The value that was read. */
export function found<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** The verdict of a check that does not hold. */
export function fails(reason: Reason, detail: string, where: Where = {}): Failure {
  return { ok: false, reason, detail, ...where };
}

type Where = { readonly file?: string; readonly index?: bigint };
