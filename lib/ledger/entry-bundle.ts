// ledger.md §3.5, Tiles: c2sp.org/tlog-tiles, Log entries: "big-endian uint16 length-prefixed log entries".
import { concatAll } from "./bytes";
import { MAX_ENTRY_BYTES } from "./entry-limits";
import { LedgerError } from "./ledger-error";
import { fails, found, type Read } from "./verdict";

/** An entry bundle: per entry its length in two bytes, then its bytes. Errors: too_large. */
export function encodeEntryBundle(entries: readonly Uint8Array[]): Uint8Array {
  return concatAll(entries.flatMap((entry) => [lengthPrefix(entry.length), entry]));
}

/** The entries of a bundle that has `width` of them. Fails with `framing`. */
export function decodeEntryBundle(bytes: Uint8Array, width: number): Read<readonly Uint8Array[]> {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const [high = 0, low] = bytes.subarray(at, at + 2);
    if (low === undefined) return fails("framing", "It ends inside a length.");
    const start = at + 2;
    at = start + high * 256 + low;
    if (at > bytes.length) return fails("framing", "It ends inside an entry.");
    entries.push(bytes.subarray(start, at));
  }
  if (entries.length === width) return found(entries);
  return fails("framing", `It holds ${entries.length} entries instead of ${width}.`);
}

function lengthPrefix(length: number): Uint8Array {
  if (length > MAX_ENTRY_BYTES) throw new LedgerError("too_large", `an entry of ${length} bytes`);
  return Uint8Array.of(Math.floor(length / 256), length % 256);
}
