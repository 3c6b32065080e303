import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/clock";
import { BUCKETS_MAX, bucketSize, bucketStart } from "./bucket-size";

test.each([
  [MINUTE_MS, 1_000],
  [HOUR_MS, 30_000],
  [DAY_MS, 15 * MINUTE_MS],
  [90 * DAY_MS, DAY_MS],
  [366 * DAY_MS, 4 * DAY_MS],
])("%i ms are shown in buckets of %i ms", (length, size) => {
  const from = Date.parse("2026-11-20T00:00:00.000Z");
  expect(bucketSize(from, from + length)).toBe(size);
});

test("never more than 120, wherever the time begins, and never narrower than asked", () => {
  for (let length = 1_000; length < 4_000 * DAY_MS; length *= 1.7) {
    for (const from of [0, 12_345, Date.parse("2026-11-20T23:59:59.999Z")]) {
      const size = bucketSize(from, from + length, HOUR_MS);
      expect((from + length - bucketStart(from, size)) / size).toBeLessThanOrEqual(BUCKETS_MAX);
      expect(size).toBeGreaterThanOrEqual(HOUR_MS);
    }
  }
});
