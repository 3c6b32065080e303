// What the keeper of the server's keys can do for others. The keys themselves are read in keeper.ts alone.
import type { SealPurpose } from "./pure/challenge";

/** A certificate of documents. `fingerprint`: SHA-256 of its DER, lower-case hex. `origin`: self-signed, or the company's own. */
export type CertificateFacts = {
  readonly fingerprint: string;
  readonly pem: string;
  readonly subject: string;
  readonly origin: "self-signed" | "company";
  readonly validFrom: Date;
  readonly validUntil: Date;
};

/** Signs with the server's keys: the seal over 32 bytes under a purpose, the document key over the SHA-256 of a PDF. */
export type Keeper = {
  /** The verifier key of the seal. */
  readonly vkey: string;
  readonly certificate: CertificateFacts;
  seal(purpose: SealPurpose, digest: Uint8Array): Uint8Array;
  /** A CMS in DER over the signed bytes of a PDF. */
  signDocument(digest: Uint8Array): Uint8Array;
};
