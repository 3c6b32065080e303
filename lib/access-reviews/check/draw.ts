import { createHash } from "node:crypto";

/**
 * REV-25: which lines are looked at a second time. The SHA-256 over the seed, a line feed and the key of each line, in ascending order,
 * the first `size` of them: anybody with the seed and the keys draws the same (`printf 'seed\nkey' | sha256sum`).
 */
export function drawnOf<Line extends { readonly key: string }>(
  seed: string,
  lines: readonly Line[],
  size: number,
): Line[] {
  return lines
    .map((line) => ({ line, hash: drawHash(seed, line.key) }))
    .sort((one, other) => compare(one.hash, other.hash))
    .slice(0, size)
    .map(({ line }) => line);
}

/** The hash by which a line is drawn, in hex. */
export function drawHash(seed: string, key: string): string {
  return createHash("sha256").update(`${seed}\n${key}`, "utf8").digest("hex");
}

const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other));
