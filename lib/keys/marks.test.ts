import { expect, test } from "vitest";
import { addDays, HOUR_MS } from "@/lib/core/clock";
import { type MarkFacts, type MarkRules, marksOf, NO_USE, type RotationState } from "./marks";

const NOW = new Date("2026-11-21T12:00:00Z");
const ago = (days: number) => addDays(NOW, -days);

const RULES: MarkRules = {
  version: 0,
  effectiveFrom: null,
  values: {
    ...{ maxAgeDays: 90, maxAgeDaysUpstream: 180, maxAgeDaysEmergency: 180 },
    ...{ warningDays: 14, leaverDays: 7, compromiseHours: 24 },
  },
};

const QUIET: MarkFacts = {
  key: {
    ...{ id: "1", kind: "agent-api-key", environment: "production" },
    ...{ issuedAt: ago(30), activatedAt: ago(30), expiresAt: null, revokedAt: null },
  },
  agent: { status: "ACTIVE", approvedAt: ago(300) },
  ...{ ownerLeft: false, leavers: [], exceptions: [], rotation: null },
  use: { ...NO_USE, lastAt: ago(1), environments: ["production"] },
};

const marks = (differs: Partial<MarkFacts> = {}) => marksOf({ ...QUIET, ...differs }, RULES, NOW);
const key = (differs: Partial<MarkFacts["key"]>) => ({ key: { ...QUIET.key, ...differs } });
const use = (differs: Partial<MarkFacts["use"]>) => ({ use: { ...QUIET.use, ...differs } });

const ROTATION: RotationState = {
  ...{ reason: "scheduled", startedAt: ago(2), overlapEndsAt: addDays(NOW, 3) },
  ...{ oldDisabledAt: null, proven: false, finishedAt: null },
};

test("a young key that its own agent uses where it belongs carries no mark", () => {
  expect(marks()).toEqual([]);
});

test("KEY-01: the last day within the rule is good, the day after it is too old, and never rotated if nobody began to", () => {
  expect(marks(key({ issuedAt: ago(76) }))).toEqual([]);
  expect(marks(key({ issuedAt: ago(77) }))).toEqual(["due-soon"]);
  expect(marks(key({ issuedAt: ago(90) }))).toEqual(["due-soon"]);
  expect(marks(key({ issuedAt: ago(91) }))).toEqual(["over-age", "never-rotated"]);
  const old = key({ issuedAt: ago(91) });
  expect(marks({ ...old, rotation: ROTATION })).toEqual(["over-age", "rotating"]);
  const accepted = { fromAt: ago(1), until: addDays(NOW, 1), endedAt: null };
  expect(marks({ ...old, exceptions: [accepted] })).toEqual(["excepted"]);
  expect(marks({ ...old, exceptions: [{ ...accepted, endedAt: ago(0.5) }] })).toContain("over-age");
});

test("KEY-07: a workload identity is never too old, and owes no rotation to a leaver", () => {
  const identity = key({ kind: "workload-identity", issuedAt: ago(900) });
  const agent = { status: "ACTIVE", approvedAt: ago(1000) } as const;
  expect(marks({ ...identity, agent, leavers: [{ personId: "p", leftAt: ago(9) }] })).toEqual([]);
});

test("KEY-02, KEY-03: use after the end, by others, elsewhere and from several sources", () => {
  expect(marks(use({ after: { calls: 1, lastAt: NOW } }))).toEqual(["used-after-revocation"]);
  expect(marks(use({ strangers: ["x"] }))).toEqual(["shared"]);
  expect(marks(use({ environments: ["production", "staging"] }))).toEqual(["elsewhere"]);
  expect(marks(use({ sources: ["a", "b"] }))).toEqual(["several-sources"]);
  expect(marks(use({ earlyAt: ago(31) }))).toEqual(["used-before-issue"]);
  expect(marks({ ...key({ activatedAt: null }), ...use({}) })).toEqual(["used-while-inactive"]);
});

test("KEY-04: only who left after the issue makes a rotation due, and it is overdue when the time of the policy is over", () => {
  const left = (days: number) => marks({ leavers: [{ personId: "p", leftAt: ago(days) }] });
  expect(left(31)).toEqual([]);
  expect(left(6)).toEqual(["leaver"]);
  expect(left(8)).toEqual(["leaver-overdue"]);
  expect(marks({ ownerLeft: true })).toEqual(["owner-left"]);
});

test("CC6.2, CHG-12: issued before its agent was approved, or alive with an agent that is not", () => {
  expect(marks({ agent: { status: "ACTIVE", approvedAt: ago(29) } })).toEqual([
    "issued-before-approval",
  ]);
  expect(marks({ agent: { status: "ACTIVE", approvedAt: null } })).toEqual([
    "issued-before-approval",
  ]);
  for (const status of ["SUSPENDED", "RETIRED", "PROPOSED"] as const) {
    expect(marks({ agent: { status, approvedAt: ago(300) } })).toEqual(["agent-inactive"]);
  }
});

test("an end takes marks of age and people away, and an expired key is still to be revoked", () => {
  const gone = key({ issuedAt: ago(400), revokedAt: ago(1) });
  expect(
    marks({ ...gone, ownerLeft: true, agent: { status: "RETIRED", approvedAt: ago(500) } }),
  ).toEqual([]);
  expect(marks(key({ expiresAt: ago(1) }))).toEqual(["expired"]);
});

test("a rotation is late when its overlap is over, after a compromise within its hours, and lacks proof until there is one", () => {
  const rotating = (differs: Partial<RotationState>) =>
    marks({ rotation: { ...ROTATION, ...differs } });
  expect(rotating({})).toEqual(["rotating"]);
  expect(rotating({ overlapEndsAt: ago(1) })).toEqual(["rotation-late"]);
  expect(rotating({ reason: "compromise" })).toEqual(["rotation-late"]);
  const hours = new Date(NOW.getTime() - 23 * HOUR_MS);
  expect(rotating({ reason: "compromise", startedAt: hours })).toEqual(["rotating"]);
  expect(rotating({ oldDisabledAt: ago(1) })).toEqual(["unproven"]);
  expect(rotating({ oldDisabledAt: ago(1), proven: true })).toEqual([]);
  expect(rotating({ finishedAt: NOW })).toEqual([]);
});
