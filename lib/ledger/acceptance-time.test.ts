import { expect, test } from "vitest";
import { acceptanceTime } from "./acceptance-time";

const BASE = Date.parse("2026-01-01T12:00:00.000Z");
const at = (seconds: number) => new Date(BASE + seconds * 1000);
const iso = (seconds: number) => at(seconds).toISOString();

const clocks = { now: at(0), databaseNow: at(0), lastTs: iso(-1), lastClockEntryTs: null };

test("a batch is accepted now", () => {
  expect(acceptanceTime(clocks)).toEqual({
    ok: true,
    ts: iso(0),
    suspect: false,
    clockEntry: false,
  });
  expect(acceptanceTime({ ...clocks, lastTs: null })).toMatchObject({ ts: iso(0) });
});

test("a clock that went back a little is clamped to the last time", () => {
  expect(acceptanceTime({ ...clocks, lastTs: iso(4) })).toEqual({
    ok: true,
    ts: iso(4),
    suspect: false,
    clockEntry: false,
  });
});

test("a clock that went back an hour is clamped, and recorded", () => {
  expect(acceptanceTime({ ...clocks, lastTs: iso(3600) })).toEqual({
    ok: true,
    ts: iso(3600),
    suspect: true,
    clockEntry: true,
  });
});

test("a clock that is off the database by more than 5 s is recorded, at most once a minute", () => {
  const off = { ...clocks, databaseNow: at(6) };
  expect(acceptanceTime(off)).toMatchObject({
    ok: true,
    ts: iso(0),
    suspect: true,
    clockEntry: true,
  });
  expect(acceptanceTime({ ...off, lastClockEntryTs: iso(-59) })).toMatchObject({
    suspect: true,
    clockEntry: false,
  });
  expect(acceptanceTime({ ...off, lastClockEntryTs: iso(-60) })).toMatchObject({
    suspect: true,
    clockEntry: true,
  });
  expect(acceptanceTime({ ...clocks, databaseNow: at(-5) })).toMatchObject({ suspect: false });
});

test("a clock that is off the database by more than 60 s is refused, either way", () => {
  expect(acceptanceTime({ ...clocks, databaseNow: at(61) })).toEqual({ ok: false, skewMs: 61_000 });
  expect(acceptanceTime({ ...clocks, databaseNow: at(-61) })).toEqual({
    ok: false,
    skewMs: 61_000,
  });
  expect(acceptanceTime({ ...clocks, databaseNow: at(60) })).toMatchObject({ ok: true });
});
