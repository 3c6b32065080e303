// Chance that can be had again: the same seed and number make the same request.
import { seededRandom } from "@/lib/ledger/testing/random";

export type Chance = {
  /** A whole number from 0 up to and without `below`. */
  readonly below: (below: number) => number;
  readonly pick: <T>(list: readonly [T, ...T[]]) => T;
  /** Whether it happens, once in so many times. */
  readonly onceIn: (times: number) => boolean;
  readonly bytes: (length: number) => Buffer;
};

/** `at` is the number of the request in its run. */
export function chanceOf(seed: number, at: number): Chance {
  const { below, bytes } = seededRandom(
    Math.imul(seed, 0x9e3779b1) ^ Math.imul(at + 1, 0x85ebca6b),
  );
  return {
    below,
    pick: (list) => list[below(list.length)] ?? list[0],
    onceIn: (times) => below(times) === 0,
    bytes: (length) => Buffer.from(bytes(length)),
  };
}
