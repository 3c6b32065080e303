import { describe, expect, it } from "vitest";
import { addDays } from "@/lib/core/clock";
import {
  daysAfter,
  intervalsOf,
  launchTimeliness,
  periodTimeliness,
  signTimeliness,
} from "./timeliness";

const RULES = {
  launchDays: 10,
  signDays: 30,
  failDays: 45,
  intervalDays: 100,
  intervalFailDays: 120,
};
const Q2_END = new Date("2026-07-01T00:00:00.000Z"); // exclusive
const Q3_END = new Date("2026-10-01T00:00:00.000Z");
const NOW = new Date("2026-11-22T00:00:00.000Z");
const LAST_MOMENT = 86_399_999;

/** The last millisecond of the n-th day after a quarter. */
function nth(end: Date, day: number): Date {
  return new Date(addDays(end, day - 1).getTime() + LAST_MOMENT);
}

describe("REV-12 timeliness of a quarter", () => {
  it.each([
    [1, "pass"],
    [10, "pass"],
    [11, "attention"],
  ])("started on day %i: %s", (day, verdict) => {
    const review = { periodEnd: Q3_END, launchedAt: nth(Q3_END, day), signedAt: null };
    expect(launchTimeliness(review, RULES, NOW)).toMatchObject({ verdict, days: day });
  });

  it.each([
    [1, "pass"],
    [30, "pass"],
    [31, "attention"],
    [45, "attention"],
    [46, "fail"],
    [400, "fail"],
  ])("signed on day %i: %s", (day, verdict) => {
    const review = { periodEnd: Q3_END, launchedAt: null, signedAt: nth(Q3_END, day) };
    expect(signTimeliness(review, RULES, addDays(NOW, 900))).toMatchObject({ verdict, days: day });
  });

  it.each([
    [30, "pending", "To be signed within 30 days"],
    [31, "attention", "Not signed 31 days after its quarter"],
    [46, "fail", "Not signed 46 days after its quarter"],
  ])("not signed on day %i: %s", (day, verdict, words) => {
    const review = { periodEnd: Q3_END, launchedAt: null, signedAt: null };
    expect(signTimeliness(review, RULES, nth(Q3_END, day))).toMatchObject({ verdict, words });
  });

  it("a review that never started has failed once its start is late", () => {
    const review = { periodEnd: Q3_END, launchedAt: null, signedAt: null };
    expect(launchTimeliness(review, RULES, nth(Q3_END, 10)).verdict).toBe("pending");
    expect(launchTimeliness(review, RULES, nth(Q3_END, 11)).verdict).toBe("fail");
  });

  it("counts UTC days from the last day of the quarter", () => {
    expect(daysAfter(Q3_END, Q3_END)).toBe(1);
    expect(daysAfter(Q3_END, addDays(Q3_END, -1))).toBe(0);
  });
});

describe("REV-12 interval between signatures", () => {
  const first = new Date("2026-01-20T12:00:00.000Z");
  it.each([
    [100, "pass"],
    [101, "attention"],
    [120, "attention"],
    [121, "fail"],
  ])("%i days: %s", (days, verdict) => {
    const [interval] = intervalsOf([addDays(first, days), first], RULES, addDays(first, days));
    expect(interval).toMatchObject({ verdict, days, from: first });
  });

  it("the time since the last signature counts as well", () => {
    expect(intervalsOf([first], RULES, addDays(first, 100))[0]?.verdict).toBe("pending");
    expect(intervalsOf([first], RULES, addDays(first, 121))[0]).toMatchObject({
      verdict: "fail",
      words: "121 days since the last signature",
    });
  });
});

describe("REV-13 what was late stays late", () => {
  const q2 = { periodEnd: Q2_END, launchedAt: nth(Q2_END, 5), signedAt: nth(Q2_END, 50) };
  const q3 = { periodEnd: Q3_END, launchedAt: nth(Q3_END, 5), signedAt: nth(Q3_END, 20) };
  const times = (review: typeof q2, now: Date) => ({
    launch: launchTimeliness(review, RULES, now),
    sign: signTimeliness(review, RULES, now),
  });

  it.each([0, 365, 3_650])(
    "SCN-03: Q2 fails for ever, Q3 passes, the period names the cause (%i days on)",
    (later) => {
      const now = addDays(NOW, later);
      const quarters = [
        { quarter: "2026-Q2", ...times(q2, now) },
        { quarter: "2026-Q3", ...times(q3, now) },
      ];
      expect(quarters.map(({ sign }) => sign.verdict)).toEqual(["fail", "pass"]);
      const closed = intervalsOf([q2.signedAt, q3.signedAt], RULES, now).slice(0, 1);
      expect(periodTimeliness(quarters, closed)).toEqual({
        verdict: "fail",
        causes: ["2026-Q2: signed 50 days after its quarter"],
      });
    },
  );

  it("says both, each with its verdict", () => {
    const { launch, sign } = times(q2, NOW);
    expect([launch, sign].map(({ words, verdict }) => `${words}: ${verdict}`)).toEqual([
      "Started 5 days after its quarter: pass",
      "Signed 50 days after its quarter: fail",
    ]);
  });

  it("a period of punctual quarters passes, and one with nothing in it says nothing", () => {
    const quarters = [{ quarter: "2026-Q3", ...times(q3, NOW) }];
    expect(periodTimeliness(quarters, [])).toEqual({ verdict: "pass", causes: [] });
    expect(periodTimeliness([], []).verdict).toBe("pending");
  });
});
