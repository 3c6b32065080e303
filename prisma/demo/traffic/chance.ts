// Chance that is the same each time: a name gives its stream of numbers (SplitMix32).

const GAMMA = 0x9e3779b9;
const [MIX_ONE, MIX_TWO] = [0x21f0aaad, 0x735a2d97];
const FNV_PRIME = 16_777_619;
const FNV_OFFSET = 0x811c9dc5;

export type Chance = {
  /** At least 0, below 1. */
  readonly share: () => number;
  /** A whole number from 0, below `limit`. */
  readonly below: (limit: number) => number;
  readonly one: <Each>(of: readonly [Each, ...Each[]]) => Each;
  /** So many lower-case hexadecimal digits. */
  readonly hex: (digits: number) => string;
};

/** The stream of a name. */
export function chanceOf(name: string): Chance {
  let state = seedOf(name);
  const next = (): number => {
    state = (state + GAMMA) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), MIX_ONE);
    mixed = Math.imul(mixed ^ (mixed >>> 15), MIX_TWO);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  const share = () => next() / 2 ** 32;
  const below = (limit: number) => Math.floor(share() * limit);
  return {
    share,
    below,
    one: (of) => of[below(of.length)] ?? of[0],
    hex: (digits) => {
      let text = "";
      while (text.length < digits) text += next().toString(16).padStart(8, "0");
      return text.slice(0, digits);
    },
  };
}

// FNV-1a.
function seedOf(name: string): number {
  let hash = FNV_OFFSET;
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, FNV_PRIME);
  return hash | 0;
}
