/** The seal of the server: its verifier key, and from when until when it is in use. Instants are ISO 8601. */
export type SealKeyView = {
  readonly vkey: string;
  readonly since: string;
  readonly replacedAt: string | null;
};

/** A certificate that the server's documents are signed with. `fingerprint`: SHA-256 of its DER, lower-case hex. */
export type DocumentCertificateView = {
  readonly fingerprint: string;
  readonly pem: string;
  readonly subject: string;
  readonly isSelfSigned: boolean;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly since: string;
  readonly replacedAt: string | null;
};

/** The newest first. */
export type ServerKeysView = {
  readonly seals: readonly SealKeyView[];
  readonly certificates: readonly DocumentCertificateView[];
};
