import { createHash } from "node:crypto";

const DRAWN_BYTES = 8;
const RANGE = 1n << 64n;

/**
 * Places of a log of a size in the order in which a seed draws them, each once: SHA-256 of `<seed>:<n>` for n from 0, of it the
 * first eight bytes as a number, which counts below the greatest multiple of the size, modulo the size. Anybody can draw again.
 */
export function* drawnFrom(seed: string, size: bigint): Generator<bigint> {
  const drawn = new Set<bigint>();
  const fair = size === 0n ? 0n : RANGE - (RANGE % size);
  for (let turn = 0; BigInt(drawn.size) < size; turn += 1) {
    const hash = createHash("sha256").update(`${seed}:${turn}`).digest();
    const number = hash.subarray(0, DRAWN_BYTES).readBigUInt64BE();
    const place = number % size;
    if (number >= fair || drawn.has(place)) continue;
    drawn.add(place);
    yield place;
  }
}
