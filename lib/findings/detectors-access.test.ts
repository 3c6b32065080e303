import { expect, test } from "vitest";
import { addDays, HOUR_MS } from "@/lib/core/clock";
import { detectorOf } from "./detectors";
import type { AccessDeviation, AccessFacts } from "./detectors/access-facts";
import type { Facts } from "./detectors/facts";
import { BUILT_IN_RULES as RULES } from "./settings";
import { AGENTS, NOW, quietAccess, quietFacts, yesterday } from "./testing/quiet-facts";

const find = (id: string, facts: Partial<Facts>) => {
  const detector = detectorOf(id);
  if (!detector) throw new Error(`no detector ${id}`);
  return detector.detect({ ...quietFacts(), ...facts }, RULES, NOW);
};
const access = (facts: Partial<AccessFacts>) => ({ access: { ...quietAccess(), ...facts } });
const deviation = (kind: string, differs: Partial<AccessDeviation> = {}): AccessDeviation => ({
  ...{ id: `d-${kind}`, kind, principal: "ck_1", agentId: AGENTS[0]?.id ?? null, server: "crm" },
  ...{ operation: "read", environment: "production", detail: "Seen.", since: yesterday(1) },
  ...{ seenAt: NOW, ...differs },
});

test("SCN-01, CHG-02: what differs is one finding for each who has it, and one for each grant without approval", () => {
  const deviations = [
    deviation("used-not-granted"),
    deviation("used-not-granted", { id: "d2", operation: "write", since: yesterday(0) }),
    deviation("used-not-granted", { principal: "ck_2", agentId: null, environment: "staging" }),
    deviation("ended-still-enforced"),
    deviation("orphan", { principal: "stranger", agentId: null }),
    deviation("without-approval", { id: "g1" }),
    deviation("without-approval", { id: "g2" }),
    deviation("dormant"),
  ];
  const facts = access({ deviations });
  expect(find("used-not-granted", facts)).toMatchObject([
    { severity: "critical", firstAt: yesterday(0), subject: { kind: "agent" } },
    { severity: "warning", subject: { kind: "key", id: "ck_2" } },
  ]);
  expect(find("enforced-not-granted", facts)).toHaveLength(2);
  expect(find("unticketed-grant", facts).map(({ groupKey }) => groupKey)).toEqual([
    "deviation:g1",
    "deviation:g2",
  ]);
});

test("KEY-01, KEY-02: a key over its age without an exception, and one used after revocation", () => {
  const [young] = quietAccess().standingKeys;
  if (!young) throw new Error("no key");
  const old = { ...young, ageDays: 91 };
  expect(find("key-over-age", access({ standingKeys: [old] }))).toMatchObject([
    { severity: "warning", title: "ck_invoices is 1 day too old", lastAt: NOW },
  ]);
  expect(find("key-over-age", access({ standingKeys: [{ ...old, excused: true }] }))).toEqual([]);
  const use = {
    ...{ keyId: "k", publicId: "ck_old", agentId: null, environment: "production", calls: 3 },
    ...{ revokedAt: yesterday(1), firstAt: yesterday(2), lastAt: yesterday(3) },
  };
  expect(find("revoked-key-use", access({ revokedUses: [use] }))).toMatchObject([
    { severity: "critical", calls: { credential: "ck_old", from: yesterday(2) } },
  ]);
});

test("G32: a definition that drifts again is another finding, and critical where grants stand for it", () => {
  const drift = {
    ...{ operationId: "o", operation: "read", server: "CRM", grants: 0 },
    ...{ pinned: "a".repeat(64), observed: "b".repeat(64), since: yesterday(3) },
  };
  const [first] = find("definition-drift", access({ drifts: [drift] }));
  const again = { ...drift, observed: "c".repeat(64), grants: 2 };
  const [second] = find("definition-drift", access({ drifts: [again] }));
  expect([first?.severity, second?.severity]).toEqual(["warning", "critical"]);
  expect(first?.groupKey).not.toBe(second?.groupKey);
});

test("a gateway is silent about its policy beyond the rule, not at it", () => {
  const [source] = quietAccess().stating;
  if (!source) throw new Error("no source");
  const stale = { ...source, statedAt: new Date(NOW.getTime() - 25 * HOUR_MS) };
  expect(find("stale-policy", access({ stating: [stale] }))).toMatchObject([
    { groupKey: "source:edge", subject: { kind: "source", id: "edge" } },
  ]);
});

test("SCN-18: an emergency that nobody judged by its day, or only later, is noticed", () => {
  const [judged] = quietAccess().emergencies;
  if (!judged) throw new Error("no emergency");
  const missing = { ...judged, decidedAt: null };
  expect(find("emergency-overdue", access({ emergencies: [missing] }))).toMatchObject([
    { severity: "critical", gone: false, lastAt: NOW },
  ]);
  const late = { ...judged, decidedAt: yesterday(18) };
  expect(find("emergency-overdue", access({ emergencies: [late] }))).toMatchObject([
    { gone: true },
  ]);
  const waiting = { ...missing, dueAt: addDays(NOW, 1) };
  expect(find("emergency-overdue", access({ emergencies: [waiting] }))).toEqual([]);
});
