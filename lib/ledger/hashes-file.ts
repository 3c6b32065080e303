// ledger.md §3.3 and §2: `hashes/N20(a)-N20(b)`: the leaf hashes of [a, b), 32 bytes each, nothing else.
import { concatAll, equalBytes } from "./bytes";
import { splitHashes } from "./hash";
import type { Range } from "./tree";
import { fails, found, HOLDS, type Read, type Verdict } from "./verdict";

/** The bytes of the file. */
export function encodeHashes(leaves: readonly Uint8Array[]): Uint8Array {
  return concatAll(leaves);
}

/** The leaf hashes of the range its name says. Fails with `framing` or `count`. */
export function decodeHashes(
  bytes: Uint8Array,
  { start, end }: Range,
): Read<readonly Uint8Array[]> {
  const hashes = splitHashes(bytes);
  if (hashes === null) return fails("framing", "It is not a row of 32-byte hashes.");
  if (BigInt(hashes.length) === end - start) return found(hashes);
  return fails("count", `It holds ${hashes.length} hashes for ${end - start} entries.`);
}

/** Whether lines hash to the hashes that were kept for them. Fails with `leaf` at the first that does not. */
export function compareLeaves(
  start: bigint,
  leaves: readonly Uint8Array[],
  kept: readonly Uint8Array[],
): Verdict {
  if (leaves.length !== kept.length)
    return fails("count", "There are not as many hashes as entries.");
  const differing = leaves.findIndex((leaf, at) => !equalBytes(leaf, kept[at] ?? new Uint8Array()));
  if (differing < 0) return HOLDS;
  const index = start + BigInt(differing);
  return fails("leaf", "The entry does not hash to the leaf kept for it.", { index });
}
