/** Chance that comes back: the same seed gives the same run, so a failing property test can be looked at again. */
export type Random = {
  /** An integer from 0 to `below` − 1. */
  readonly below: (below: number) => number;
  readonly bytes: (length: number) => Uint8Array;
};

/** A seeded generator (mulberry32). Not for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (limit: number) => next() % limit;
  return { below, bytes: (length) => Uint8Array.from({ length }, () => below(256)) };
}

/** The bytes with one bit turned. */
export function withFlippedBit(bytes: Uint8Array, at: number, bit = 0): Uint8Array {
  const flipped = bytes.slice();
  flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
  return flipped;
}
