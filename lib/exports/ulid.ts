import { createHash } from "node:crypto";

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // ULID spec: Crockford's base 32, no I, L, O, U

/**
 * A ULID made of an instant (48 bits of milliseconds) and a seed (80 bits of its SHA-256).
 * The caller brings the chance: the same instant and seed give the same id.
 */
export function ulidOf(instant: Date, seed: string): string {
  const chance = createHash("sha256").update(seed).digest().subarray(0, 10);
  return encode(BigInt(instant.getTime()), 10) + encode(BigInt(`0x${chance.toString("hex")}`), 16);
}

function encode(value: bigint, length: number): string {
  let text = "";
  for (let shift = BigInt((length - 1) * 5); shift >= 0n; shift -= 5n) {
    text += CROCKFORD.charAt(Number((value >> shift) & 31n));
  }
  return text;
}
