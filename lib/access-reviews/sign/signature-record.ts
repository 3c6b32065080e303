import "server-only";
import type { read } from "@/lib/db/read";
import { toBase64url } from "@/lib/signatures/pure/base64url";
import type { SignatureRecord } from "@/lib/signatures/pure/record";

/** A stored signature. */
export type SignatureRow = NonNullable<
  Awaited<ReturnType<ReturnType<typeof read>["signature"]["findUnique"]>>
>;

/** The row as it is handed out, hashed and verified. */
export function signatureRecord(row: SignatureRow): SignatureRecord {
  const { hash: _hash, manifest: _manifest, ...rest } = row;
  return {
    ...rest,
    v: 1,
    method: row.method === "password" ? "password" : "passkey",
    nonce: toBase64url(row.nonce),
    signature: toBase64url(row.signature),
    publicKey: textOrNull(row.publicKey),
    clientData: textOrNull(row.clientData),
    authenticatorData: textOrNull(row.authenticatorData),
    counter: row.counter === null ? null : Number(row.counter),
    receivedAt: row.receivedAt.toISOString(),
  };
}

function textOrNull(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : toBase64url(bytes);
}
