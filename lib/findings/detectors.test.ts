import { describe, expect, test } from "vitest";
import { addDays, HOUR_MS, MINUTE_MS } from "@/lib/core/clock";
import { DETECTORS, detectorOf } from "./detectors";
import { type Facts, noFacts } from "./detectors/facts";
import { explanationSchema } from "./explanation";
import { findingsSettings, BUILT_IN_RULES as RULES } from "./settings";
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

const find = (id: string, facts: Partial<Facts>) => {
  const detector = detectorOf(id);
  if (!detector) throw new Error(`no detector ${id}`);
  return detector.detect({ ...quietFacts(), ...facts }, RULES, NOW);
};

describe.each(DETECTORS.map((detector) => ({ id: detector.id, detector })))(
  "$id",
  ({ detector }) => {
    test("raises nothing of a quiet month, and nothing of nothing", () => {
      expect(detector.detect(quietFacts(), RULES, NOW)).toEqual([]);
      expect(detector.detect(noFacts(NOW), RULES, NOW)).toEqual([]);
    });

    test("G37: notices its canary at any hour of the week, and explains it", () => {
      for (let hour = 0; hour < 7 * 24; hour += 1) {
        const at = new Date(NOW.getTime() + hour * HOUR_MS);
        expect(detector.detect(detector.canary(at), RULES, at), at.toISOString()).not.toEqual([]);
      }
      for (const { explanation } of detector.detect(detector.canary(NOW), RULES, NOW)) {
        expect(explanationSchema.parse(explanation)).toEqual(explanation);
        for (const words of [explanation.baseline, explanation.observed, explanation.deviation])
          expect(words).toMatch(/\S{2}/);
      }
    });

    test("says what it means, why it matters and what to do, and names thresholds that exist", () => {
      for (const words of [detector.title, detector.means, detector.matters, detector.act])
        expect(words.length).toBeGreaterThan(10);
      for (const rule of detector.rules) expect(findingsSettings.fields).toHaveProperty(rule);
    });
  },
);

test("REV-04: a caller without an entry in the registry is noticed, by whatever name it is registered", () => {
  const shadow = caller("night-crawler");
  expect(find("unregistered-caller", { callers: [shadow] })).toMatchObject([
    { groupKey: "agent:night-crawler", severity: "critical", subject: { kind: "caller" } },
  ]);
  const [agent] = AGENTS;
  for (const name of ["INVOICES", "the invoices AGENT", agent?.id ?? ""])
    expect(find("unregistered-caller", { callers: [caller(name)] })).toEqual([]);
  expect(find("unregistered-caller", { callers: [{ ...shadow, dismissed: true }] })).toEqual([]);
  expect(
    find("unregistered-caller", {
      callers: [caller("invoices", { kind: "key", environments: ["staging"] })],
    }),
  ).toMatchObject([{ groupKey: "key:invoices", severity: "warning" }]);
});

test("CHG-12: a call after the end of an agent is noticed, one before it is not", () => {
  const retired = (hour: number) =>
    AGENTS.map((agent) => ({ ...agent, status: "RETIRED", endedAt: yesterday(hour) })).slice(0, 1);
  expect(find("inactive-agent", { agents: retired(12) })).toMatchObject([
    { severity: "critical", firstAt: yesterday(12), lastAt: yesterday(17) },
  ]);
  expect(find("inactive-agent", { agents: retired(18) })).toEqual([]);
});

test("G1: a person who left is noticed with every agent they answer for, and the successor proposed", () => {
  const gone = new Map([["owner-parcels", yesterday(9)]]);
  const [raised, ...others] = find("ownerless-agent", { gone });
  expect(others).toEqual([]);
  expect(raised).toMatchObject({
    severity: "critical",
    subject: { kind: "agent", id: AGENTS[1]?.id },
    firstAt: yesterday(9),
  });
  expect(raised?.explanation.proposal).toContain(
    "successor is proposed as the new owner of parcels",
  );
  const both = new Map([...gone, ["successor-parcels", yesterday(9)]]);
  expect(find("ownerless-agent", { gone: both })[0]?.explanation.proposal).toContain(
    "No successor",
  );
  expect(find("ownerless-agent", { gone: new Map([["sponsor-parcels", NOW]]) })).toMatchObject([
    { severity: "warning" },
  ]);
});

test("a tool is new to an agent once, not while the agent itself is new", () => {
  const fresh = use("invoices", "drop_table", { firstAt: yesterday(10), calls: 2 });
  const uses = [...quietFacts().uses, fresh];
  expect(find("new-tool", { uses })).toMatchObject([
    { groupKey: "agent:invoices", lastAt: yesterday(10), severity: "warning" },
  ]);
  expect(find("first-seen", { uses })).toEqual([]); // others used it before
  const young = uses.map((one) => ({ ...one, agentSince: yesterday(0) }));
  expect(find("new-tool", { uses: young })).toEqual([]);
});

test("operations and servers that nobody used before are one finding per server", () => {
  const at = yesterday(11);
  const fresh = ["a", "b", "c"].map((name) =>
    use("invoices", name, { firstAt: at, operationSince: at }),
  );
  expect(find("first-seen", { uses: fresh })).toMatchObject([
    {
      groupKey: "server:postgres",
      severity: "info",
      title: expect.stringContaining("3 operations"),
    },
  ]);
  const server = fresh.map((one) => ({ ...one, server: "crm", serverSince: at }));
  expect(find("first-seen", { uses: server })).toMatchObject([
    { groupKey: "server:crm", severity: "warning" },
  ]);
  expect(find("first-seen", { uses: server, historyFrom: yesterday(0) })).toEqual([]);
});

test("a day is too busy by the median and its deviation, so that one outlier of the baseline hides nothing", () => {
  const busy = workdays("parcels", { calls: 900 });
  expect(find("volume", { days: busy })).toMatchObject([
    { groupKey: "agent:parcels", severity: "warning", subject: { id: AGENTS[1]?.id } },
  ]);
  const spoilt = busy.map((day, index) => (index === 3 ? { ...day, calls: 50_000 } : day));
  expect(find("volume", { days: spoilt })).toHaveLength(1);
  expect(find("volume", { days: workdays("parcels", { calls: 130 }) })).toEqual([]);
  expect(find("volume", { days: busy.slice(-4) })).toEqual([]); // nothing to compare with
  expect(find("volume", { days: workdays("parcels", { calls: 90_000 }) })).toMatchObject([
    { severity: "critical" },
  ]);
});

test("calls at night and on a weekend are noticed where an agent keeps hours", () => {
  const night = workdays("shifts", { firstAt: yesterday(3) });
  const [raised] = find("off-hours", { days: night });
  expect(raised).toMatchObject({ groupKey: "agent:shifts", firstAt: yesterday(3) });
  expect(raised?.explanation.baseline).toContain("08:00 to 18:00 UTC");
  const always = night.map((day) => ({ ...day, firstAt: new Date(`${day.day}T00:01:00Z`) }));
  expect(find("off-hours", { days: always })).toEqual([]);
  const monday = new Date("2026-11-16T12:00:00.000Z");
  const sunday = {
    ...{ kind: "agent" as const, value: "shifts", day: "2026-11-15", calls: 5, denied: 0 },
    firstAt: new Date("2026-11-15T10:00:00Z"),
    lastAt: new Date("2026-11-15T11:00:00Z"),
  };
  const until = workdays("shifts").filter(({ day }) => day < "2026-11-15");
  const facts = { ...noFacts(monday), days: [...until, sunday] };
  expect(detectorOf("off-hours")?.detect(facts, RULES, monday)).toHaveLength(1);
});

test("a burst of denials is measured against the denials of a usual day", () => {
  expect(find("denied-burst", { days: workdays("shifts", { denied: 25 }) })).toMatchObject([
    { groupKey: "agent:shifts", severity: "warning", calls: { outcome: "denied" } },
  ]);
  expect(find("denied-burst", { days: workdays("shifts", { denied: 4 }) })).toEqual([]);
  const refused = workdays("shifts", { denied: 25 }).map((day, index) =>
    index < 19 ? { ...day, denied: 20 } : day,
  );
  expect(find("denied-burst", { days: refused })).toEqual([]);
});

test("a key of production used elsewhere, and an agent outside its environments, are noticed", () => {
  const keys = [...quietFacts().keys, keyUse("invoices", { environment: "staging", calls: 3 })];
  expect(find("environment-crossing", { keys }).map(({ groupKey }) => groupKey)).toEqual([
    "key:key-invoices",
    `agent:${AGENTS[0]?.id}`,
  ]);
  const agents = AGENTS.map((agent) => ({ ...agent, environments: ["staging"] }));
  expect(find("environment-crossing", { agents })).toMatchObject([
    { severity: "critical" },
    { severity: "critical" },
    { severity: "critical" },
  ]);
});

test("a key of two agents, and one from many addresses, is shared", () => {
  const keys = [keyUse("invoices"), keyUse("parcels", { credential: "key-invoices" })];
  expect(find("shared-key", { keys })).toMatchObject([{ groupKey: "key:key-invoices" }]);
  const of = (addresses: number) => ({
    addresses: [
      { credential: "k", addresses, calls: 90, firstAt: yesterday(8), lastAt: yesterday(9) },
    ],
  });
  expect(find("shared-key", of(11))).toHaveLength(1);
  expect(find("shared-key", of(10))).toEqual([]);
});

test("gaps are one finding per source, clocks apart from them; silence counts from the last sign of life", () => {
  const one = {
    ...{ id: "g", source: "edge", kind: "sequence", detail: "500 to 510 are missing." },
    ...{ fromAt: yesterday(3), toAt: yesterday(4), foundAt: yesterday(5) },
  };
  const gaps = [one, { ...one, id: "h" }, { ...one, kind: "silence" }, { ...one, kind: "clock" }];
  expect(find("gap", { gaps }).map(({ groupKey }) => groupKey)).toEqual([
    "edge:sequence",
    "edge:silence",
  ]);
  expect(find("clock", { gaps })).toMatchObject([{ groupKey: "edge:clock" }]);
  const silent = (minutes: number) =>
    quietFacts().sources.map((source) => ({
      ...source,
      lastAt: new Date(NOW.getTime() - minutes * MINUTE_MS),
    }));
  expect(find("silent-source", { sources: silent(11) })).toHaveLength(1);
  expect(find("silent-source", { sources: silent(10) })).toEqual([]);
});

test("what the ledger reports is one finding per log and kind, also where it was over before anybody looked", () => {
  const fault = {
    ...{ log: "calls", kind: "damage", critical: true, message: "Entry 4 differs.", times: 2 },
    ...{ firstAt: yesterday(1), lastAt: yesterday(2), closed: false },
  };
  const faults = [fault, { ...fault, message: "Entry 5 differs." }];
  expect(find("ledger-damage", { faults })).toMatchObject([
    { groupKey: "calls:damage", severity: "critical", gone: false },
  ]);
  const over = [{ ...fault, closed: true }];
  expect(find("ledger-damage", { faults: over })).toMatchObject([{ gone: true }]);
  const kinds = "clock damage index relay refused-change scrub halted seal-lag signing token odd";
  for (const kind of kinds.split(" ")) {
    const found = DETECTORS.flatMap((detector) =>
      detector.detect({ ...noFacts(NOW), faults: [{ ...fault, kind }] }, RULES, NOW),
    );
    expect(found, kind).toHaveLength(1);
  }
});

test("a full quarantine, an old record in it, a leak and a dead canary are noticed", () => {
  const backlog = (records: number, oldestAt: Date) => ({
    backlogs: [{ source: "edge", records, oldestAt, newestAt: NOW }],
  });
  expect(find("quarantine-backlog", backlog(21, yesterday(9)))).toHaveLength(1);
  expect(find("quarantine-backlog", backlog(1, addDays(NOW, -4)))).toHaveLength(1);
  expect(
    find("leak", { leaks: [{ id: "c", at: yesterday(9), entries: 2, confirmed: false }] }),
  ).toMatchObject([{ groupKey: "check:c", severity: "critical" }]);
});

test("G37: a canary that did not pass for a day, or failed, makes its detector not evaluated", () => {
  const pulse = { id: "volume", title: "Volume", failed: null, since: new Date(0) };
  const passed = (hours: number) => ({
    pulses: [{ ...pulse, passedAt: new Date(NOW.getTime() - hours * HOUR_MS) }],
  });
  expect(find("liveness", passed(23))).toEqual([]);
  expect(find("liveness", passed(24))).toMatchObject([
    { groupKey: "pulse:volume", title: "Not evaluated: Volume" },
  ]);
  const failed = { at: NOW, detail: "Its canary was not noticed." };
  expect(find("liveness", { pulses: [{ ...pulse, passedAt: yesterday(9), failed }] })).toHaveLength(
    1,
  );
  expect(
    find("liveness", { pulses: [{ ...pulse, passedAt: null, since: yesterday(20) }] }),
  ).toEqual([]); // it has not had a day yet
});
