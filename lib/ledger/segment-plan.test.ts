import { expect, test } from "vitest";
import { type BatchFact, openDayAt, planSegments } from "./segment-plan";

const batch = (start: number, end: number, day: number, bytes = 100): BatchFact => ({
  start: BigInt(start),
  end: BigInt(end),
  ts: `2026-01-0${day}T12:00:00.000Z`,
  bytes,
});
const range = (start: number, end: number) => ({ start: BigInt(start), end: BigInt(end) });
const RULES = { sealedSize: 1_000n, openDay: "2026-01-03", maxBytes: 250 };

test("a day that is over becomes a segment", () => {
  expect(planSegments([batch(0, 3, 1), batch(3, 5, 1)], RULES)).toEqual([range(0, 5)]);
  expect(planSegments([batch(0, 3, 1), batch(3, 5, 2)], RULES)).toEqual([range(0, 3), range(3, 5)]);
});

test("a day that is not over waits, unless it is full", () => {
  expect(planSegments([batch(0, 3, 3), batch(3, 5, 3)], RULES)).toEqual([]);
  expect(planSegments([batch(0, 3, 3), batch(3, 5, 3), batch(5, 6, 3)], RULES)).toEqual([
    range(0, 5),
  ]);
});

test("what no checkpoint covers waits, and the batches of its day before it too", () => {
  const batches = [batch(0, 3, 1), batch(3, 5, 2), batch(5, 9, 2)];
  expect(planSegments(batches, { ...RULES, sealedSize: 8n })).toEqual([range(0, 3)]);
  expect(planSegments(batches, { ...RULES, sealedSize: 2n })).toEqual([]);
  expect(planSegments(batches, { ...RULES, sealedSize: 9n })).toEqual([range(0, 3), range(3, 9)]);
});

test("a batch larger than a segment may be is a segment of its own", () => {
  expect(planSegments([batch(0, 3, 1, 900), batch(3, 5, 1)], RULES)).toEqual([
    range(0, 3),
    range(3, 5),
  ]);
});

test("nothing makes nothing", () => {
  expect(planSegments([], RULES)).toEqual([]);
});

test("a day is over five minutes after midnight", () => {
  expect(openDayAt(new Date("2026-01-02T00:04:59.999Z"))).toBe("2026-01-01");
  expect(openDayAt(new Date("2026-01-02T00:05:00.000Z"))).toBe("2026-01-02");
});
