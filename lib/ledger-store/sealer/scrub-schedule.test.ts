import { expect, test } from "vitest";
import { isDue, type Passes, partAfter } from "./scrub-schedule";

const at = (text: string) => new Date(text);

function passes(startedAt: string | null, begunAt: string | null = null): Passes {
  return {
    finished: startedAt === null ? null : { startedAt: at(startedAt), end: 10n },
    begunAt: begunAt === null ? null : at(begunAt),
  };
}

test("a pass is due once after two o'clock each night, and at once where there was none", () => {
  expect(isDue(passes(null), at("2026-11-21T12:00:00Z"))).toBe(true);
  expect(isDue(passes("2026-11-21T02:00:10Z"), at("2026-11-21T23:59:00Z"))).toBe(false);
  expect(isDue(passes("2026-11-21T02:00:10Z"), at("2026-11-22T01:59:59Z"))).toBe(false);
  expect(isDue(passes("2026-11-21T02:00:10Z"), at("2026-11-22T02:00:00Z"))).toBe(true);
  expect(isDue(passes("2026-11-21T01:59:00Z"), at("2026-11-21T02:00:00Z"))).toBe(true);
});

test("a pass that was broken off is begun again an hour later", () => {
  expect(isDue(passes(null, "2026-11-21T11:30:00Z"), at("2026-11-21T12:00:00Z"))).toBe(false);
  expect(isDue(passes(null, "2026-11-21T11:00:00Z"), at("2026-11-21T12:00:00Z"))).toBe(true);
});

test("a small log is read whole; a large one part by part, and from the beginning after its end", () => {
  expect(partAfter(100n, 250_000n, false)).toBeNull();
  expect(partAfter(0n, 50_000_000n, true)).toEqual({ start: 0n, end: 2_000_000n });
  expect(partAfter(2_000_000n, 50_000_000n, false)).toEqual({ start: 2_000_000n, end: 4_000_000n });
  expect(partAfter(50_000_000n, 50_100_000n, true)).toEqual({ start: 0n, end: 2_004_000n });
});

test("a log that grows is read whole within 30 nights", () => {
  let [size, last, reached] = [30_000_000n, 0n, true];
  let nights = 0;
  do {
    const part = partAfter(last, size, reached);
    last = part === null || part.end > size ? size : part.end;
    reached = last === size;
    nights += 1;
    if (!reached) size += 100_000n;
  } while (!reached);
  expect(nights).toBeLessThanOrEqual(30);
});
