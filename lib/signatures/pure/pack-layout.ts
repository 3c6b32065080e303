// Which files the pack of a signed review has, and what they are called. Whoever makes packs and whoever verifies them both read this.
// What stands in its manifest, and over what its seal is made, says pack-manifest.ts.

export const PACK_KIND = "access-review-pack";

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

/** The hashes of the lines of snapshot.ndjson, so that a changed one can be named. */
export const SNAPSHOT_LINES = "snapshot.lines";

/** Proof of the change `passkey.revoked`, where the passkey has been revoked since. */
export function revocationProof(credentialId: string): string {
  return `enrolments/${credentialId}.revoked.tlog-proof`;
}

/** Proof of `seal-key.adopted` of an older key that sealed a sign-off by password: `proofs/seal-key-1.tlog-proof`, … */
export function olderSealKeyProof(number: number): string {
  return `proofs/seal-key-${number}.tlog-proof`;
}

/** What a file of a pack is. `folder` is the number of a signature: 001. `name` is what lies in it. */
export type PackFile =
  | { readonly kind: "manifest" | "seal" | "snapshot" | "launched" | "seal-key" | "aside" }
  | { readonly kind: "signature"; readonly folder: string; readonly name: string }
  | { readonly kind: "enrolment" | "revocation"; readonly credentialId: string };

const TOP: ReadonlyMap<
  string,
  Exclude<PackFile["kind"], "signature" | "enrolment" | "revocation">
> = new Map([
  [PACK_MANIFEST, "manifest"],
  [PACK_SEAL, "seal"],
  [PACK_SNAPSHOT, "snapshot"],
  [SNAPSHOT_LINES, "snapshot"],
  [LAUNCHED_PROOF, "launched"],
  [SEAL_KEY_PROOF, "seal-key"],
  ...[PACK_README, PACK_POLICY, PACK_PDF, ...PACK_VERIFIERS, ...PACK_TABLES].map(
    (name) => [name, "aside"] as const,
  ),
]);
const IN_FOLDER = /^signatures\/(?<folder>[0-9]{3,6})\/(?<name>[a-z.-]+)$/;
const FOLDER_NAMES: readonly string[] = [
  ...Object.values(SIGNATURE_FILES),
  ...["decisions.lines", "delta.lines", "assignments.lines"],
];
const ENROLMENT = /^enrolments\/(?<id>[\w-]{1,1500})(?<revoked>[.]revoked)?[.]tlog-proof$/;
const OLDER_SEAL_KEY = /^proofs\/seal-key-[0-9]{1,4}[.]tlog-proof$/;

/** What a name stands for, or null where a pack has no such file. */
export function parsePackName(name: string): PackFile | null {
  const top = OLDER_SEAL_KEY.test(name) ? "seal-key" : TOP.get(name);
  if (top !== undefined) return { kind: top };
  const { folder, name: inner = "" } = IN_FOLDER.exec(name)?.groups ?? {};
  if (folder !== undefined) {
    return FOLDER_NAMES.includes(inner) ? { kind: "signature", folder, name: inner } : null;
  }
  const { id, revoked } = ENROLMENT.exec(name)?.groups ?? {};
  if (id === undefined) return null;
  return { kind: revoked === undefined ? "enrolment" : "revocation", credentialId: id };
}
