import { expect, test } from "vitest";
import type { ColumnOp, Principal } from "../matrix/matrix-view";
import type { UseCell } from "./cells";
import type { GrantFact, ProposalFacts } from "./proposal-facts";
import { blockedTogether, propose, uncovered } from "./propose";
import { withSilentCalls } from "./silent-calls";
import { callsByAgent, NOTHING, withCell } from "./sums";

const at = (day: string) => Date.parse(`${day}T00:00:00.000Z`);
const key: Principal = {
  ...{ id: "key:k1", kind: "key", label: "Orders key", publicId: "ck-1", keyKind: "agent-api-key" },
  ...{ agentId: "a1", agentName: "Orders", agentSlug: "orders", agentStatus: "ACTIVE" },
  ...{ environment: "production", ownerId: "p1", registered: true, inactive: null },
};
const operation = (name: string, dataClasses: string[] = ["internal"]): ColumnOp => ({
  ...{ id: `op:${name}`, operationId: name, serverId: "s1", serverSlug: "shop", server: "Shop" },
  ...{ operation: name, access: "read", dataClasses, registered: true },
});
const cell = (name: string, change: Partial<UseCell> = {}): UseCell => ({
  ...{ principal: key, operation: operation(name), environment: "production", granted: true },
  ...{ enforced: "yes", used: 0, denied: false, lastUsedAt: null },
  ...change,
});
const used = (name: string, calls: number, day = "2026-11-20", change: Partial<UseCell> = {}) =>
  cell(name, { used: calls, lastUsedAt: at(day), ...change });
const grant = (
  id: string,
  operationId: string | null,
  change: Partial<GrantFact> = {},
): GrantFact => ({
  ...{ id, keyId: "k1", serverId: "s1", server: "Shop", operationId, environment: "production" },
  ...{ purpose: "Orders", fromAt: at("2026-01-01"), until: null, end: Number.POSITIVE_INFINITY },
  ...change,
});
const facts = (change: Partial<ProposalFacts>): ProposalFacts => ({
  ...{ cells: [], year: change.cells ?? [], grants: [], dataClasses: ["internal"] },
  ...{ environments: ["production"], asOf: at("2026-11-21"), from: at("2026-08-23"), days: 90 },
  ...{ trackedFrom: at("2026-01-01") },
  ...change,
});
const verdicts = (change: Partial<ProposalFacts>) =>
  Object.fromEntries(propose(facts(change)).map(({ id, verdict }) => [id, verdict]));

test("G5: what nobody used in the period is removed, what was used is kept; nothing else is proposed", () => {
  const cells = [used("read", 12), cell("delete")];
  expect(verdicts({ cells, grants: [grant("g1", "read"), grant("g2", "delete")] })).toEqual({
    g1: "keep",
    g2: "remove",
  });
});

test("G5: a removal says what it would have blocked in the period, in the year, and when last", () => {
  const [proposal] = propose(
    facts({
      cells: [cell("close-year")],
      year: [used("close-year", 3, "2026-01-04")],
      grants: [grant("g1", "close-year")],
    }),
  );
  expect(proposal).toMatchObject({
    ...{ verdict: "remove", why: "Not used in 90 days.", used: 0, blocked: 0, blockedYear: 3 },
    ...{ lastUsedAt: "2026-01-04T00:00:00.000Z", operation: "close-year", publicId: "ck-1" },
  });
});

test("G5: what is younger than the period, or than the records of calls, is not judged", () => {
  const cells = [cell("read")];
  const young = grant("g1", "read", { fromAt: at("2026-11-01") });
  expect(propose(facts({ cells, grants: [young] }))[0]).toMatchObject({
    verdict: "young",
    why: "Not used, and given only 20 days ago.",
  });
  const old = [grant("g1", "read")];
  expect(propose(facts({ cells, grants: old, trackedFrom: at("2026-10-01") }))[0]).toMatchObject({
    verdict: "young",
    why: "Not used, and calls are recorded only since 2026-10-01.",
  });
  expect(verdicts({ cells, grants: old, trackedFrom: null })).toEqual({ g1: "young" });
});

test("G5: a grant that was extended is as old as the access it extends; after a break it is young", () => {
  const cells = [cell("read")];
  const late = grant("new", "read", { fromAt: at("2026-11-01") });
  const before = (end: string) => grant("old", "read", { end: at(end) });
  expect(verdicts({ cells, grants: [late, before("2026-11-01")] })).toEqual({ new: "remove" });
  expect(verdicts({ cells, grants: [late, before("2026-10-30")] })).toEqual({ new: "young" });
  const wildcard = grant("old", null, { end: at("2026-11-01") });
  expect(verdicts({ cells, grants: [late, wildcard] })).toEqual({ new: "remove" });
  const other = grant("old", "write", { end: at("2026-11-01") });
  expect(verdicts({ cells, grants: [late, other] })).toEqual({ new: "young" });
});

test("G5: what ended or has not begun is nothing to remove", () => {
  const grants = [
    grant("ended", "read", { end: at("2026-11-21") }),
    grant("future", "read", { fromAt: at("2026-11-22") }),
  ];
  expect(verdicts({ cells: [cell("read")], grants })).toEqual({});
});

test("G5: of a wildcard only what was used is left, and a wildcard of which nothing was used goes", () => {
  const cells = [used("read", 5), cell("write"), used("list", 9)];
  const [proposal] = propose(facts({ cells, grants: [grant("g1", null)] }));
  expect(proposal).toMatchObject({
    ...{ verdict: "narrow", operation: null, covers: 3, used: 14, blocked: 14 },
    why: "Of 3 operations 2 were used in 90 days. Ask for those by name, then end this.",
    usedOperations: [
      { id: "list", name: "list", calls: 9 },
      { id: "read", name: "read", calls: 5 },
    ],
  });
  expect(verdicts({ cells: [cell("read"), cell("write")], grants: [grant("g1", null)] })).toEqual({
    g1: "remove",
  });
  expect(verdicts({ cells: [used("read", 1)], grants: [grant("g1", null)] })).toEqual({
    g1: "keep",
  });
});

test("G5: what another grant allows as well would not have been blocked; of both together it would", () => {
  const asked = facts({
    cells: [used("read", 7), used("write", 2)],
    grants: [grant("g1", "read"), grant("all", null)],
  });
  const blocked = Object.fromEntries(propose(asked).map(({ id, blocked: calls }) => [id, calls]));
  expect(blocked).toEqual({ g1: 0, all: 2 });
  expect(blockedTogether(asked, new Set(["g1"]))).toBe(0);
  expect(blockedTogether(asked, new Set(["g1", "all"]))).toBe(9);
});

test("what was used beyond the registration is looked at, not removed in one go", () => {
  const cells = [
    used("read", 4, "2026-11-20", { operation: operation("read", ["payment", "internal"]) }),
    used("list", 4, "2026-11-20", { environment: "staging" }),
  ];
  const grants = [grant("g1", "read"), grant("g2", "list", { environment: "staging" })];
  const [, second] = propose(facts({ cells, grants }));
  expect(verdicts({ cells, grants })).toEqual({ g1: "review", g2: "review" });
  expect(second?.why).toContain("on payment, for which the agent is not registered");
});

test("what a dead key holds goes, whatever it was used for before", () => {
  const dead = { ...key, inactive: "revoked" };
  const cells = [used("read", 4, "2026-10-01", { principal: dead })];
  expect(propose(facts({ cells, grants: [grant("g1", "read")] }))[0]).toMatchObject({
    ...{ verdict: "remove", why: "The key is revoked, so nothing calls with it.", blocked: 4 },
  });
});

test("a grant of one key or environment is never judged by the use of another", () => {
  const other = { ...key, id: "key:k2" };
  const cells = [
    cell("read"),
    used("read", 5, "2026-11-20", { principal: other }),
    used("read", 5, "2026-11-20", { environment: "staging" }),
  ];
  expect(verdicts({ cells, grants: [grant("g1", "read")] })).toEqual({ g1: "remove" });
});

test("G5: what was called without naming a key is counted for every key that it may have been", () => {
  const principal: Principal = { ...key, id: "agent:a1", kind: "agent", environment: null };
  const unnamed = (name: string) =>
    used(name, 5, "2026-11-20", { granted: false, enforced: "no", principal });
  const cells = withSilentCalls([cell("read"), cell("write"), unnamed("read"), unnamed("gone")]);
  expect(verdicts({ cells, grants: [grant("g1", "read"), grant("g2", "write")] })).toEqual({
    g1: "keep",
    g2: "remove",
  });
  expect(uncovered(cells).map(({ operation: name, used: calls }) => [name, calls])).toEqual([
    ["gone", 5],
  ]);
});

test("what is used or enforced without a grant stands apart, the most used first", () => {
  const cells = [
    used("read", 1),
    used("write", 3, "2026-11-20", { granted: false }),
    cell("drop", { granted: false }),
    cell("denied", { granted: false, enforced: "no", denied: true }),
    cell("unknown", { granted: false, enforced: "unknown" }),
  ];
  expect(uncovered(cells).map(({ operation: name, used: calls }) => [name, calls])).toEqual([
    ["write", 3],
    ["drop", 0],
  ]);
});

test("the sums of an agent count cells, and calls beside them", () => {
  const cells = [
    used("read", 12),
    cell("write", { enforced: "unknown" }),
    used("drop", 2, "2026-11-20", { granted: false, enforced: "no" }),
    cell("list", { granted: false }),
  ];
  expect(cells.reduce(withCell, NOTHING)).toEqual({
    ...{ granted: 2, enforced: 2, unknown: 1, used: 1, unused: 1 },
    ...{ usedNotGranted: 1, enforcedNotGranted: 1, calls: 14 },
  });
  expect(callsByAgent(cells)).toEqual(new Map([["a1", 14]]));
  expect(withCell(NOTHING, cell("read"))).toMatchObject({ granted: 1, used: 0, unused: 1 });
});
