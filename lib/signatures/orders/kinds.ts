/** What the keeper of the server's keys is asked for: a password sign-off, a pack, a PDF, an RFC 3161 time stamp. */
export const SEAL_ORDER_KINDS = ["sign-off", "pack", "document", "time-stamp"] as const;
export type SealOrderKind = (typeof SEAL_ORDER_KINDS)[number];

/** What is signed of each kind, always of 32 bytes: a challenge, or a SHA-256. */
export const PAYLOAD_SIZE = 32;
