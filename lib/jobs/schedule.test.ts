import { expect, test } from "vitest";
import { cronOf, nextRunAfter } from "./schedule";

test("an interval that divides an hour or a day becomes a cron expression", () => {
  const cases = [1, 5, 60, 360, 720, 1440];
  expect(cases.map(cronOf)).toEqual([
    "*/1 * * * *",
    "*/5 * * * *",
    "0 */1 * * *",
    "0 */6 * * *",
    "0 */12 * * *",
    "0 0 * * *",
  ]);
});

test("an interval that cron would run unevenly is refused", () => {
  for (const minutes of [0, -5, 7, 90, 300, 2880, 0.5, Number.NaN]) {
    expect(() => cronOf(minutes)).toThrow("divide an hour or a day evenly");
  }
});

test("the next run is the next even instant after now, also exactly on one", () => {
  const at = (text: string) => new Date(text);
  expect(nextRunAfter(5, at("2026-11-21T10:03:20Z"))).toEqual(at("2026-11-21T10:05:00Z"));
  expect(nextRunAfter(5, at("2026-11-21T10:05:00Z"))).toEqual(at("2026-11-21T10:10:00Z"));
  expect(nextRunAfter(360, at("2026-11-21T10:03:20Z"))).toEqual(at("2026-11-21T12:00:00Z"));
  expect(nextRunAfter(1440, at("2026-11-21T23:59:59Z"))).toEqual(at("2026-11-22T00:00:00Z"));
});
