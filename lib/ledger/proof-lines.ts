// ledger.md §3.5: hashes of a proof as text: "one SHA-256 hash per line", each ended by LF.
import { fromBase64, toBase64 } from "./base64";
import { isHash } from "./hash";

// c2sp.org/tlog-witness, add-checkpoint: "MUST NOT send more than 63 consistency proof lines".
const MAX_LINES = 63;

/** One base64 line per hash. */
export function formatHashLines(hashes: readonly Uint8Array[]): string {
  return hashes.map((hash) => `${toBase64(hash)}\n`).join("");
}

/** The hashes of lines, or null where one is no hash or there are more than any proof can have. */
export function parseHashLines(lines: readonly string[]): Uint8Array[] | null {
  if (lines.length > MAX_LINES) return null;
  const hashes = lines.flatMap((line) => fromBase64(line) ?? []).filter(isHash);
  return hashes.length === lines.length ? hashes : null;
}
