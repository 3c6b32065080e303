// RFC 4648 §5 without padding, as WebAuthn writes bytes; canonical, so that no two texts name the same bytes.
import { fromBase64, toBase64 } from "@/lib/ledger/base64";

/** Unpadded base64url of bytes. */
export function toBase64url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The bytes, or null: padding, strange characters and spare bits that are not zero are refused. */
export function fromBase64url(text: string): Uint8Array | null {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null;
  const padded = text.padEnd(Math.ceil(text.length / 4) * 4, "=");
  return fromBase64(padded.replaceAll("-", "+").replaceAll("_", "/"));
}
