// Which files the pack of a signed review has, what stands in its manifest, and over what its seal is made. Whoever makes packs and
// whoever verifies them both read this, and nothing else tells them.
import { concat, utf8 } from "../../ledger/bytes";
import type { SignedFile } from "./manifest";

export const PACK_KIND = "access-review-pack";

/** What the server's seal is made over: this text, then the SHA-256 (32 bytes) of manifest.json. */
export const PACK_PURPOSE = "app/pack-manifest/v1";

export const PACK_MANIFEST = "manifest.json"; // RFC 8785, without a line end
export const PACK_SEAL = "manifest.seal"; // RFC 8785, without a line end: PackSeal
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

/** `files` names every file of the pack but manifest.json and manifest.seal. */
export type PackManifest = {
  readonly v: 1;
  readonly kind: typeof PACK_KIND;
  readonly origin: string; // of the governance log
  readonly created: string;
  readonly review: {
    readonly id: string;
    readonly reference: string;
    readonly version: number; // 1: the sign-off; 2, …: with so many addenda less one
    readonly status: string;
  };
  readonly snapshot: SignedFile;
  readonly signatures: readonly string[]; // folders, in the order of the chain
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>;
  readonly software: string;
  readonly demo: boolean;
};

/** `signature`: Ed25519 in base64, by the key of `vkey`, over `packSealMessage`. */
export type PackSeal = { readonly vkey: string; readonly signature: string };

/** The bytes that the seal of a pack is made over. `manifestHash`: SHA-256 of manifest.json, 32 bytes. */
export function packSealMessage(manifestHash: Uint8Array): Uint8Array {
  return concat(utf8(PACK_PURPOSE), manifestHash);
}
