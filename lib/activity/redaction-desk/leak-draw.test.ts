import { expect, test } from "vitest";
import { drawnFrom } from "./leak-draw";

const take = (seed: string, size: bigint, count: number) =>
  drawnFrom(seed, size).take(count).toArray();

test("RED-03 a seed and a size draw the same places for ever", () => {
  expect(take("a-seed", 1_000_000n, 5)).toEqual([830843n, 753952n, 377682n, 519685n, 299999n]);
  expect(take("a-seed", 1_000_000n, 5)).toEqual(take("a-seed", 1_000_000n, 5));
  expect(take("another", 1_000_000n, 5)).not.toEqual(take("a-seed", 1_000_000n, 5));
});

test("each place is drawn once, and in the end all of them", () => {
  const all = take("x", 100n, 200);
  expect(all).toHaveLength(100);
  expect(new Set(all).size).toBe(100);
  expect(all.every((place) => place >= 0n && place < 100n)).toBe(true);
  expect(take("x", 0n, 5)).toEqual([]);
});

test("no part of a log is drawn more often than another", () => {
  const counts = [0, 0, 0, 0];
  for (const place of take("fair", 4_000n, 2_000)) {
    const part = Number(place / 1_000n);
    counts[part] = (counts[part] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 500)).toBeLessThan(80);
});
