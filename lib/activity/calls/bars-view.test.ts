import { expect, test } from "vitest";
import { barsOf, everyText } from "./bars-view";
import { callQueryOf } from "./call-query";
import type { Histogram } from "./call-view";

const NOW = new Date("2026-10-26T00:00:00Z");

function hours(from: string, count: number): Histogram {
  const start = Date.parse(from);
  const at = (nth: number) => new Date(start + nth * 3_600_000).toISOString();
  return {
    bucketMs: 3_600_000,
    from: at(0),
    to: at(count),
    buckets: Array.from({ length: count }, (_, nth) => ({
      start: at(nth),
      total: nth,
      failed: 0,
      denied: 0,
    })),
  };
}

test("IPE-04: both hours that Berlin shows as 02:00 are bars of their own, and each narrows to itself", () => {
  const bars = barsOf(hours("2026-10-24T23:00:00Z", 4), [], "Europe/Berlin", NOW);
  expect(bars.map(({ label }) => label)).toEqual([
    "2026-10-25 01:00 (+02:00)",
    "2026-10-25 02:00 (+02:00)",
    "2026-10-25 02:00 (+01:00)",
    "2026-10-25 03:00 (+01:00)",
  ]);
  for (const { start, narrow } of bars) {
    const { filter, doubts } = callQueryOf({ ...narrow, zone: "Europe/Berlin" });
    expect(doubts).toEqual([]);
    expect(filter.from?.toISOString()).toBe(start);
    expect(filter.to?.getTime()).toBe(Date.parse(start) + 3_600_000);
  }
});

test("LOG-07: a gap is on every bar it overlaps, also where calls were recorded, and on no other", () => {
  const gaps = [
    {
      fromAt: "2026-10-25T01:10:00Z",
      toAt: "2026-10-25T02:00:00Z",
      source: "edge-eu",
      what: "silent",
    },
    { fromAt: "2026-10-25T03:59:00Z", toAt: null, source: "edge-us", what: "12 numbers missing" },
  ];
  const bars = barsOf(hours("2026-10-25T00:00:00Z", 5), gaps, "UTC", NOW);
  expect(bars.map(({ gap }) => gap)).toEqual([
    "",
    "edge-eu: silent",
    "",
    "edge-us: 12 numbers missing",
    "edge-us: 12 numbers missing",
  ]);
});

test("IPE-04: a local time that occurs twice is asked about, and until then the widest time is meant", () => {
  const asked = callQueryOf({
    from: "2026-10-25T02:30",
    to: "2026-10-25T02:30",
    zone: "europe/berlin",
  });
  expect(asked.zone).toBe("Europe/Berlin");
  expect(asked.filter.from?.toISOString()).toBe("2026-10-25T00:30:00.000Z");
  expect(asked.filter.to?.toISOString()).toBe("2026-10-25T01:30:00.000Z");
  expect(
    asked.doubts.map(({ name, choices }) => [name, choices.map(({ offset }) => offset)]),
  ).toEqual([
    ["from", ["+02:00", "+01:00"]],
    ["to", ["+02:00", "+01:00"]],
  ]);
  const said = callQueryOf({ from: "2026-10-25T02:30", fromFold: "second", zone: "Europe/Berlin" });
  expect(said.doubts).toEqual([]);
  expect(said.filter.from?.toISOString()).toBe("2026-10-25T01:30:00.000Z");
});

test("a local time that clocks never show is said to be none", () => {
  const { filter, doubts } = callQueryOf({ from: "2026-03-29T02:30", zone: "Europe/Berlin" });
  expect(filter.from?.toISOString()).toBe("2026-03-29T01:30:00.000Z");
  expect(doubts).toEqual([{ name: "from", local: "2026-03-29T02:30", choices: [] }]);
});

test("an unknown zone is said, and times are read as UTC", () => {
  const { filter, unknownZone } = callQueryOf({ from: "2026-03-29T02:30", zone: "Mars/Olympus" });
  expect([unknownZone, filter.from?.toISOString()]).toEqual([
    "Mars/Olympus",
    "2026-03-29T02:30:00.000Z",
  ]);
});

test("LOG-03: what has no result is one filter, and one word asks for all failures", () => {
  expect(callQueryOf({ unfinished: "1" }).filter.unfinished).toBe(true);
  expect(callQueryOf({ outcome: "failed" }).filter.outcome).toContain("tool_error");
});

test.each([
  [900_000, "each 15 minutes"],
  [86_400_000, "each day"],
  [3_600_000, "each hour"],
])("%d ms is %s", (ms, words) => {
  expect(everyText(ms)).toBe(words);
});
