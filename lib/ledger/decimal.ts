// ledger.md §1 and §3: sizes and indices as text: plain decimal without leading zeros, and N20, which sorts like numbers.
import { LedgerError } from "./ledger-error";

/** Largest size and index: idx is a JSON integer (§3.1). Far beyond 2^31, so no 32-bit operator may touch a size (§3.2). */
export const MAX_SIZE = 2n ** 53n - 1n;

const N20_DIGITS = 20;

/** A decimal without sign and leading zeros, at most MAX_SIZE; null for anything else. c2sp.org/tlog-checkpoint, Note text, 2. */
export function parseDecimal(text: string): bigint | null {
  if (text.length > N20_DIGITS || !/^(?:0|[1-9][0-9]*)$/.test(text)) return null;
  const value = BigInt(text);
  return value <= MAX_SIZE ? value : null;
}

/** N20(n): 20 decimal digits. Errors: out_of_range. */
export function n20(value: bigint): string {
  if (value < 0n || value > MAX_SIZE) throw new LedgerError("out_of_range", `no size: ${value}`);
  return value.toString().padStart(N20_DIGITS, "0");
}

/** The number of an N20, or null. */
export function parseN20(text: string): bigint | null {
  if (!/^[0-9]{20}$/.test(text)) return null;
  const value = BigInt(text);
  return value <= MAX_SIZE ? value : null;
}
