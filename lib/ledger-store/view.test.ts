import { expect, test } from "vitest";
import { durationText, gapsOf, rangeText, toLogView, withoutStore } from "./view";

const day = (name: string, entries: number, partial = false) => ({ day: name, entries, partial });

test("days without any entry are gaps, in runs; the first and the last day are not whole and count for none", () => {
  expect(
    gapsOf([
      day("2026-11-01", 0, true),
      day("2026-11-02", 0),
      day("2026-11-03", 0),
      day("2026-11-04", 24),
      day("2026-11-05", 0),
      day("2026-11-06", 0, true),
    ]),
  ).toEqual([
    { from: "2026-11-02", to: "2026-11-03", days: 2 },
    { from: "2026-11-05", to: "2026-11-05", days: 1 },
  ]);
});

test("ages and ranges read as people say them", () => {
  expect([0, 119, 120, 7_199, 7_200, 172_799, 172_800].map(durationText)).toEqual([
    ...["0 s", "119 s", "2 min", "119 min", "2 h", "47 h", "2 days"],
  ]);
  expect(rangeText(0n, 1_234n)).toBe("entries 0 to 1,233");
  expect(rangeText(5n, 5n)).toBe("no entries");
});

test("of a sealer that was seen a moment ago nobody knows whether it signs while the store does not answer", () => {
  const now = new Date("2026-11-21T12:00:00Z");
  const sealer = { log: "calls", size: 0n, lastTs: null, seenAt: now, keySeparation: "process" };
  const halted = { haltedAt: null, haltReason: null, haltMessage: null };
  const rest = { log: "calls" as const, head: null, seal: null, vkeys: [] };
  const seen = toLogView({ ...rest, sealer: { ...sealer, ...halted } }, now);
  expect(seen.sealer).toMatchObject({ fresh: true, storeFails: false });
  expect(withoutStore(seen).sealer).toMatchObject({ fresh: true, storeFails: true });
  expect(withoutStore({ ...seen, sealer: null }).sealer).toBeNull();
});
