// Which files the pack of a signed review has, and what they are called. Whoever makes packs and whoever verifies them both read this.
// What stands in its manifest, and over what its seal is made, says pack-manifest.ts.

export const PACK_KIND = "access-review-pack";

/** What the server's seal is made over: this text, then the SHA-256 (32 bytes) of manifest.json. */
export const PACK_PURPOSE = "app/pack-manifest/v1";

export const PACK_MANIFEST = "manifest.json"; // RFC 8785, without a line end
export const PACK_SEAL = "manifest.seal"; // RFC 8785, without a line end
export const PACK_README = "README.txt";
export const PACK_POLICY = "policy.txt";
export const PACK_SNAPSHOT = "snapshot.ndjson";
export const PACK_PDF = "review.pdf";
export const PACK_VERIFIERS = ["verify.mjs", "verify.html"] as const;

/** Tables for people and their tools. Only their hash is looked at: what they say is also in what was signed. */
export const PACK_TABLES = [
  "snapshot.csv",
  "decisions.csv",
  "delta.csv",
  "remediation.csv",
  "remediation.json",
  "statistics.json",
  "comparison.csv",
  "timeline.csv",
  "delegations.csv",
] as const;

/** The proof of the change `review.launched`, and of `seal-key.adopted` (of the key in manifest.seal). */
export const LAUNCHED_PROOF = "proofs/launched.tlog-proof";
export const SEAL_KEY_PROOF = "proofs/seal-key.tlog-proof";

/** What lies in the folder of a signature. Its files are those that its manifest names, each with its lines' hashes beside it. */
export const SIGNATURE_FILES = {
  manifest: "manifest.json", // the exact text that was signed
  record: "signature.json", // SignatureRecord, RFC 8785
  proof: "leaf.tlog-proof", // of the change `signature.made`
  timeStamp: "time-stamp.tsr", // RFC 3161, if there is one
  decisions: "decisions.ndjson",
  delta: "delta.ndjson",
  assignments: "assignments.ndjson",
} as const;
export type SignatureFile = keyof typeof SIGNATURE_FILES;

/** `001`, `002`, …: the folder of a signature, by its sequence. */
export function signatureFolder(sequence: number): string {
  return String(sequence).padStart(3, "0");
}

/** `signatures/001/decisions.ndjson` */
export function signatureFile(sequence: number, file: SignatureFile): string {
  return `signatures/${signatureFolder(sequence)}/${SIGNATURE_FILES[file]}`;
}

/** `signatures/001/decisions.lines`: the hashes of the lines of a signed file, so that a changed line is named. */
export function signatureLines(
  sequence: number,
  file: "decisions" | "delta" | "assignments",
): string {
  return signatureFile(sequence, file).replace(/\.ndjson$/, ".lines");
}

/** `enrolments/<credentialId>.tlog-proof`: of the change `passkey.enrolled`. The id is base64url. */
export function enrolmentProof(credentialId: string): string {
  return `enrolments/${credentialId}.tlog-proof`;
}
