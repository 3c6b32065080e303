import { expect, test } from "vitest";
import { DAY_MS } from "@/lib/core/clock";
import { LOST } from "./oddities";
import { DAYS, daysOf } from "./plan";
import { sourceKeys } from "./sources";

const now = new Date("2026-11-21T15:04:05.678Z");
const today = Date.parse("2026-11-21T00:00:00Z");

test("the same instant gives the same calls, and another one others", () => {
  for (const source of sourceKeys()) {
    const whole = [...daysOf(source, now, 0.1)];
    expect(whole).toHaveLength(DAYS);
    expect([...daysOf(source, now, 0.1)]).toEqual(whole);
    expect(whole.at(-1)?.calls.every(({ at }) => at < now.getTime())).toBe(true);
  }
});

test("numbers of a source follow each other but for those that were lost", () => {
  const numbers = [...daysOf("edge-antwerp", now, 0.1)].flatMap(({ day, calls }) =>
    calls.map(({ number }) => ({ day, number })),
  );
  const jumps = numbers.flatMap(({ day, number }, nth) => {
    const before = numbers[nth - 1]?.number ?? 0;
    return number === before + 1 ? [] : [{ day, missing: number - before - 1 }];
  });
  expect(jumps).toEqual([{ day: today - LOST.daysAgo * DAY_MS, missing: LOST.count }]);
});

test("who was suspended or has left calls no more, and those whom nobody registered do", () => {
  const calls = [...daysOf("obot-desk", now, 0.5)].flatMap((day) => day.calls);
  const last = (agent: string) =>
    Math.max(...calls.filter((call) => call.agent === agent).map(({ at }) => at));
  expect(last("candidate-shortlister")).toBeLessThan(today - 20 * DAY_MS);
  expect(last("newsletter-builder")).toBeLessThan(today - 60 * DAY_MS);
  expect(last("hr-faq-bot")).toBeGreaterThan(today - 5 * DAY_MS);
});
