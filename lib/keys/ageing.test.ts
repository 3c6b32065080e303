import { expect, test } from "vitest";
import { keyAgeOn } from "@/lib/core/key-age";
import { type AgedKey, lastGoodDay, type Rules, rulesAt, spansOf, tally } from "./ageing";

const at = (text: string) => new Date(text.includes("T") ? `${text}Z` : `${text}T00:00:00Z`);

const BUILT_IN: Rules = {
  version: 0,
  effectiveFrom: null,
  values: { maxAgeDays: 90, maxAgeDaysUpstream: 180, maxAgeDaysEmergency: 180 },
};
const RAISED: Rules = {
  version: 1,
  effectiveFrom: at("2026-10-15T09:00"),
  values: { maxAgeDays: 365, maxAgeDaysUpstream: 365, maxAgeDaysEmergency: 365 },
};

const KEY: AgedKey = {
  id: "1",
  kind: "agent-api-key",
  issuedAt: at("2026-07-01T16:00"),
  activatedAt: at("2026-07-02T08:00"),
  expiresAt: null,
  revokedAt: null,
};

const AUTUMN = { from: "2026-09-01", to: "2026-11-20" };

test("KEY-01: every key-day of the period is judged, and the first day over the limit is the 91st", () => {
  const spans = spansOf(KEY, AUTUMN, [BUILT_IN], []);
  expect(spans).toEqual([
    span("2026-09-01", "2026-09-29", 29, "within", 62, 90),
    span("2026-09-30", "2026-11-20", 52, "over", 91, 142),
  ]);
  expect(tally(spans)).toEqual({ within: 29, excepted: 0, over: 52, "not-applicable": 0 });
  expect(lastGoodDay(KEY, BUILT_IN)).toBe("2026-09-29");
});

test("SCN-17: raising the limit after a breach leaves the earlier key-days failing under the rule of their day", () => {
  const spans = spansOf(KEY, AUTUMN, [BUILT_IN, RAISED], []);
  expect(spans).toEqual([
    span("2026-09-01", "2026-09-29", 29, "within", 62, 90),
    span("2026-09-30", "2026-10-15", 16, "over", 91, 106), // the rule came at 09:00: that day had begun under the old one
    span("2026-10-16", "2026-11-20", 36, "within", 107, 142, 365, 1),
  ]);
});

test("SCN-17: a limit that is lowered fails the days after it, and none before", () => {
  const lowered = {
    ...RAISED,
    values: { ...RAISED.values, maxAgeDays: 30 },
    effectiveFrom: at("2026-08-10"),
  };
  expect(spansOf(KEY, { from: "2026-08-08", to: "2026-08-11" }, [BUILT_IN, lowered], [])).toEqual([
    span("2026-08-08", "2026-08-09", 2, "within", 38, 39),
    span("2026-08-10", "2026-08-11", 2, "over", 40, 41, 30, 1),
  ]);
});

test("KEY-01: an exception excuses the days that begin while it holds, and none before it was accepted", () => {
  const accepted = { fromAt: at("2026-10-05T11:00"), until: at("2026-10-20"), endedAt: null };
  const days = tally(spansOf(KEY, AUTUMN, [BUILT_IN], [accepted]));
  expect(days).toEqual({ within: 29, excepted: 14, over: 38, "not-applicable": 0 });
  const ended = { ...accepted, endedAt: at("2026-10-08T10:00") };
  expect(tally(spansOf(KEY, AUTUMN, [BUILT_IN], [ended])).excepted).toBe(3);
});

test("KEY-01: only days count on which the key could be used: from its activation until it was revoked or expired", () => {
  const ofDays = (key: AgedKey) =>
    spansOf(key, AUTUMN, [BUILT_IN], []).reduce((sum, { days }) => sum + days, 0);
  expect(ofDays({ ...KEY, activatedAt: null })).toBe(0);
  expect(ofDays({ ...KEY, revokedAt: at("2026-09-01") })).toBe(0);
  expect(ofDays({ ...KEY, revokedAt: at("2026-09-03T00:01") })).toBe(3);
  expect(ofDays({ ...KEY, expiresAt: at("2026-09-02T12:00"), revokedAt: at("2026-09-09") })).toBe(
    2,
  );
  expect(ofDays({ ...KEY, activatedAt: at("2026-11-20T23:59") })).toBe(1);
  expect(ofDays({ ...KEY, activatedAt: at("2026-11-21") })).toBe(0);
});

test("KEY-07: a workload identity has no age to hold against it", () => {
  const [only, ...more] = spansOf({ ...KEY, kind: "workload-identity" }, AUTUMN, [BUILT_IN], []);
  expect(more).toEqual([]);
  expect(only).toMatchObject({ verdict: "not-applicable", max: null, days: 81 });
});

test("credentials of servers and emergency keys have limits of their own", () => {
  expect(lastGoodDay({ ...KEY, kind: "upstream" }, BUILT_IN)).toBe("2026-12-28");
  expect(tally(spansOf({ ...KEY, kind: "emergency" }, AUTUMN, [BUILT_IN], [])).over).toBe(0);
});

test("of several versions whose date has come the one adopted last is in force, whatever its date", () => {
  const later = { ...RAISED, version: 2, effectiveFrom: at("2026-10-01") };
  const rules = [BUILT_IN, RAISED, later];
  expect(rulesAt(rules, at("2026-09-30T23:59")).version).toBe(0);
  expect(rulesAt(rules, at("2026-10-20")).version).toBe(2);
});

test("ages are whole UTC days, whatever the hour of the issue", () => {
  expect(keyAgeOn(at("2026-07-01T23:59"), "2026-07-02")).toBe(1);
  expect(keyAgeOn(at("2026-07-01T00:00"), "2026-07-01")).toBe(0);
});

function span(
  ...[from, to, days, verdict, ageFrom, ageTo, max = 90, version = 0]: [
    string,
    string,
    number,
    string,
    number,
    number,
    number?,
    number?,
  ]
) {
  return { from, to, days, verdict, ageFrom, ageTo, max, version };
}
