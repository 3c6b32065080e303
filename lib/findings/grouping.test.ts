import { expect, test } from "vitest";
import { addDays } from "@/lib/core/clock";
import { DETECTORS } from "./detectors";
import { explained, type Raised } from "./detectors/detector";
import type { Facts } from "./detectors/facts";
import { bounded, type Known, planFor } from "./grouping";
import { BUILT_IN_RULES as RULES } from "./settings";
import {
  AGENTS,
  caller,
  keyUse,
  NOW,
  quietFacts,
  use,
  workdays,
  yesterday,
} from "./testing/quiet-facts";

const raisedOf = (differs: Partial<Raised> = {}): Raised => ({
  ...{ groupKey: "a", severity: "warning", title: "A", subject: null },
  ...{ firstAt: yesterday(8), lastAt: yesterday(9) },
  explanation: explained({ baseline: "1", observed: "2", deviation: "1" }),
  ...differs,
});

const knownOf = (differs: Partial<Known> = {}): Known => ({
  ...{ id: "f1", groupKey: "a", severity: "warning", lastAt: yesterday(9) },
  ...{ clearedAt: null, closedAt: null, verdict: null, ...differs },
});

const retired = AGENTS.slice(0, 1).map((agent) => ({
  ...agent,
  ...{ id: "r", slug: "old-one", name: "Old one", status: "RETIRED", endedAt: yesterday(1) },
}));
const quiet = quietFacts();

/** Ten anomalies among three quiet agents, by the detector that is to notice each. */
const PLANTED: Readonly<Record<string, Partial<Facts>>> = {
  "unregistered-caller": { callers: [...quiet.callers, caller("shadow")] },
  "inactive-agent": {
    agents: [...quiet.agents, ...retired],
    callers: [...quiet.callers, caller("old-one")],
  },
  "ownerless-agent": { gone: new Map([["owner-shifts", yesterday(10)]]) },
  "new-tool": { uses: [...quiet.uses, use("shifts", "drop", { firstAt: yesterday(10) })] },
  "first-seen": {
    uses: [
      ...quiet.uses,
      use("new", "sell", {
        server: "crm",
        firstAt: NOW,
        operationSince: NOW,
        serverSince: NOW,
        agentSince: NOW,
      }),
    ],
  },
  volume: { days: workdays("invoices", { calls: 2_000 }) },
  "off-hours": { days: workdays("parcels", { firstAt: yesterday(2) }) },
  "denied-burst": { days: workdays("shifts", { denied: 40 }) },
  "environment-crossing": {
    keys: [keyUse("invoices"), keyUse("", { credential: "key-invoices", environment: "staging" })],
  },
  "shared-key": { keys: [keyUse("invoices"), keyUse("parcels", { credential: "key-invoices" })] },
};

test.each(Object.entries(PLANTED))(
  "G34: the planted anomaly %s is found by its detector, and explained with baseline and deviation",
  (id, facts) => {
    const found = DETECTORS.flatMap((detector) =>
      detector
        .detect({ ...quiet, ...facts }, RULES, NOW)
        .map((raised) => ({ ...raised, by: detector.id })),
    );
    expect(found.map(({ by }) => by)).toEqual([id]);
    for (const { explanation } of found) {
      const { baseline, observed, deviation, evidence } = explanation;
      for (const words of [baseline, observed, deviation]) expect(words).toMatch(/[\d ]\w/);
      expect(deviation).toMatch(/\d/);
      expect(evidence.length).toBeGreaterThan(0);
    }
  },
);

test("G34: all ten at once and again every hour of a day are ten rows, none dropped", () => {
  const together = Object.values(PLANTED).map((facts) => ({ ...quiet, ...facts }));
  const known = new Map<string, Known[]>();
  let repeats = 0;
  for (let hour = 0; hour < 24; hour += 1) {
    for (const { id, detect } of DETECTORS) {
      const raised = together.flatMap((facts) => detect(facts, RULES, NOW));
      const plan = planFor(raised, known.get(id) ?? [], RULES);
      repeats += plan.repeat.length;
      expect(plan.clear).toEqual([]);
      const rows = plan.raise.map(({ raised: { groupKey, severity, lastAt } }) =>
        knownOf({ id: `${id}:${groupKey}`, groupKey, severity, lastAt }),
      );
      known.set(id, [...(known.get(id) ?? []), ...rows]);
    }
  }
  expect([...known.values()].flat()).toHaveLength(Object.keys(PLANTED).length);
  expect(repeats).toBe(0);
});

test("the same thing is one row while it is open, counted once a day, worse at once", () => {
  expect(planFor([raisedOf()], [], RULES).raise).toHaveLength(1);
  const same = planFor([raisedOf()], [knownOf()], RULES);
  expect([same.raise, same.repeat, same.clear]).toEqual([[], [], []]);
  const later = planFor([raisedOf({ lastAt: NOW })], [knownOf()], RULES);
  expect(later.repeat).toMatchObject([{ known: { id: "f1" } }]);
  expect(planFor([raisedOf({ severity: "critical" })], [knownOf()], RULES).repeat).toHaveLength(1);
  expect(planFor([raisedOf({ severity: "info" })], [knownOf()], RULES).repeat).toEqual([]);
});

test("a cause that is gone clears the row, and one that returns before anybody closed it is the same", () => {
  expect(planFor([], [knownOf()], RULES).clear).toMatchObject([{ id: "f1" }]);
  const cleared = knownOf({ clearedAt: yesterday(12) });
  expect(planFor([], [cleared], RULES).clear).toEqual([]);
  const back = planFor([raisedOf({ lastAt: yesterday(13) })], [cleared], RULES);
  expect([back.raise.length, back.repeat.length]).toEqual([0, 1]);
  const over = planFor([raisedOf({ gone: true })], [knownOf()], RULES);
  expect(over.clear).toHaveLength(1);
});

test("what was closed does not come back by the same evidence, and by newer evidence names the old one", () => {
  const closed = knownOf({ closedAt: yesterday(12), verdict: "false-positive" });
  expect(planFor([raisedOf()], [closed], RULES)).toEqual({ raise: [], repeat: [], clear: [] });
  const newer = raisedOf({ lastAt: yesterday(13) });
  expect(planFor([newer], [closed], RULES).raise).toEqual([{ raised: newer, previousId: "f1" }]);
});

test("what is expected is counted where it was closed, for as long as the rule says", () => {
  const closed = knownOf({ closedAt: yesterday(12), verdict: "expected" });
  const plan = planFor([raisedOf({ lastAt: NOW })], [closed], RULES);
  expect([plan.raise.length, plan.repeat[0]?.known.id]).toEqual([0, "f1"]);
  const after = raisedOf({ lastAt: addDays(yesterday(12), RULES.expectedDays) });
  expect(planFor([after], [closed], RULES).raise).toHaveLength(1);
});

test("a flood becomes a bounded number of rows that counts all of it", () => {
  const flood = Array.from({ length: 1_000 }, (_, index) =>
    raisedOf({ groupKey: `g${index}`, severity: index === 999 ? "critical" : "warning" }),
  );
  const kept = bounded(flood, new Set(["g500"]), { max: 50, title: "Flood" });
  expect(kept).toHaveLength(50);
  expect(kept.map(({ groupKey }) => groupKey)).toEqual(
    expect.arrayContaining(["g500", "g999", "more"]),
  );
  expect(kept.at(-1)?.title).toBe("951 further findings: Flood");
  expect(bounded(flood.slice(0, 50), new Set(), { max: 50, title: "" })).toHaveLength(50);
});
