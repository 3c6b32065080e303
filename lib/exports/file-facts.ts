import { createHash } from "node:crypto";

/** Name, size and SHA-256 of a file, as provenance blocks state them. */
export function fileFacts(name: string, bytes: Uint8Array) {
  return {
    name,
    bytes: bytes.byteLength,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
}
