import { beforeEach, describe, expect, test } from "vitest";
import { addDays, HOUR_MS, utcDay } from "@/lib/core/clock";
import { db } from "@/lib/db/client";
import { runCanaries } from "./commands/canaries";
import { detectHourly, detectQuick } from "./commands/detect";
import { closeFinding, reopenFinding, triageFinding } from "./commands/dispose";
import { toDetectorRows } from "./detector-view";
import { DETECTORS } from "./detectors";
import { explanationOf } from "./explanation";
import { canaryCaller, LOG_PATHS } from "./labels";
import { countFindingsWaitingFor, getFinding, listDetectors, listFindings } from "./queries";
import { listFindingsInput } from "./schema";
import { NOW } from "./testing/quiet-facts";
import { agent, contextOf, JOB, leaves, type Person, person, usage } from "./testing/rows";
import { toFindingFacts } from "./view";

const RATIONALE = "Looked at the calls and asked whoever runs the agent.";
const YESTERDAY = utcDay(addDays(NOW, -1));
const DAYS = Array.from({ length: 28 }, (_, index) => utcDay(addDays(NOW, index - 28)));
const WORKDAYS = DAYS.filter((day) => ![0, 6].includes(new Date(day).getUTCDay()));

let officer: Person;
let owner: Person;

beforeEach(async () => {
  await db()
    .$executeRaw`TRUNCATE "Finding", "DetectorRun", ledger_finding, ledger_usage_day, "Agent" CASCADE`;
  await db().person.updateMany({ data: { deactivatedAt: new Date(0) } });
  [officer, owner] = [await person("compliance"), await person("owner")];
});

// Canaries have a test of their own: without any, the days that pass here would each tell of it.
const open = (liveness: object = { not: "liveness" }) =>
  db().finding.findMany({
    where: { state: { not: "closed" }, detector: liveness },
    orderBy: [{ detector: "asc" }, { groupKey: "asc" }],
  });
const only = async () => {
  const [finding, ...others] = await open();
  if (!finding || others.length > 0) throw new Error(`not one finding: ${others.length + 1}`);
  return finding;
};
const shadowCalls = (value = "shadow", day = YESTERDAY) => usage([{ day, agent: value, calls: 3 }]);
const list = (by: Person, given: object = {}) =>
  listFindings(by, listFindingsInput.parse(given), NOW);

test("G1: deactivating a person opens a finding within one run and proposes the successor", async () => {
  const successor = await person("owner");
  const { id } = await agent("invoices", { ownerId: owner.id, successorId: successor.id });
  await detectHourly(contextOf());
  expect(await open()).toEqual([]);
  await leaves(owner);
  await detectHourly(contextOf());
  const finding = await only();
  expect(finding).toMatchObject({
    detector: "ownerless-agent",
    severity: "critical",
    subjectId: id,
  });
  expect(explanationOf(finding.explanation).proposal).toContain("successor is proposed");
  const facts = toFindingFacts(await getFinding(officer, finding.id), officer, NOW);
  expect(facts.successor).toBe(`Person ${successor.id.slice(0, 8)}`);
  expect((await list(successor)).total).toBe(1); // whom it concerns sees it without seeing all
  expect((await list(await person("owner"))).total).toBe(0);
});

test("G34: ten anomalies in the sums of the index are ten findings with baseline and deviation, once", async () => {
  const quiet = ["invoices", "parcels", "shifts"];
  for (const slug of quiet) await agent(slug, { ownerId: owner.id });
  const leaver = await person("owner");
  await agent("orphan", { ownerId: leaver.id });
  await leaves(leaver);
  await db().agent.update({
    where: { id: (await agent("retired", { ownerId: owner.id })).id },
    data: { status: "RETIRED", retiredAt: addDays(NOW, -3) },
  });
  await usage(
    quiet.flatMap((slug) =>
      WORKDAYS.map((day) => ({ day, agent: slug, credential: `key-${slug}` })),
    ),
  );
  await usage([
    { day: YESTERDAY, agent: "shadow", credential: "key-shadow" },
    { day: YESTERDAY, agent: "retired", credential: "key-retired" },
    { day: YESTERDAY, agent: "parcels", operation: "drop_table", credential: "key-parcels" },
    { day: YESTERDAY, agent: "invoices", credential: "key-invoices", calls: 5_000 },
    {
      day: YESTERDAY,
      agent: "parcels",
      credential: "key-parcels",
      from: "02:00",
      to: "02:10",
      calls: 4,
    },
    { day: YESTERDAY, agent: "shifts", credential: "key-shifts", outcome: "denied", calls: 30 },
    {
      day: YESTERDAY,
      agent: "invoices",
      credential: "key-invoices",
      environment: "staging",
      calls: 2,
    },
    { day: YESTERDAY, agent: "shifts", credential: "key-parcels", calls: 2 },
  ]);
  await detectHourly(contextOf());
  const found = await open();
  expect([...new Set(found.map(({ detector }) => detector))]).toEqual(
    "denied-burst environment-crossing first-seen inactive-agent new-tool off-hours ownerless-agent shared-key unregistered-caller volume".split(
      " ",
    ),
  );
  for (const { explanation } of found) {
    const { baseline, observed, deviation } = explanationOf(explanation);
    expect([baseline, observed, deviation].every((words) => words.length > 10)).toBe(true);
  }
  for (let hour = 1; hour < 6; hour += 1) {
    await detectHourly(contextOf(undefined, new Date(NOW.getTime() + hour * HOUR_MS)));
  }
  expect(await open()).toHaveLength(found.length);
  await detectHourly(contextOf(undefined, addDays(NOW, 1)));
  const [orphan] = (await open()).filter(({ detector }) => detector === "ownerless-agent");
  expect(orphan?.times).toBe(2); // counted once a day
  await detectHourly(contextOf(undefined, addDays(NOW, 3)));
  const cleared = (await open()).filter(({ clearedAt }) => clearedAt !== null);
  expect(cleared.map(({ detector }) => detector)).toContain("volume");
  expect(await open()).toHaveLength(found.length); // gone by itself, and still somebody's to close
});

test("compliance and the agent's owner are told once, in words without what callers call themselves", async () => {
  await agent("invoices", { ownerId: owner.id });
  await usage(WORKDAYS.map((day) => ({ day, agent: "invoices" })));
  await usage([{ day: YESTERDAY, agent: "invoices", calls: 9_000 }]);
  await shadowCalls("shadow@example.com");
  for (const hours of [0, 1])
    await detectHourly(contextOf(undefined, new Date(NOW.getTime() + hours * HOUR_MS)));
  const told = (by: Person) => db().notification.findMany({ where: { personId: by.id } });
  expect((await told(officer)).map(({ kind }) => kind)).toEqual([
    "finding.raised",
    "finding.raised",
  ]);
  expect(await told(owner)).toMatchObject([
    { title: "Critical finding: Far more calls than usual" },
  ]);
  expect(JSON.stringify(await told(officer))).not.toContain("shadow@example.com");
});

test("every run is one recorded change, with a row per detector; a look that saw nothing new is written once an hour", async () => {
  const runs = () =>
    db().changeLogEntry.count({
      where: { action: "detection.run", actorId: JOB.id, subjectId: JOB.id },
    });
  const before = await runs();
  await detectHourly(contextOf());
  expect(await runs()).toBe(before + 1);
  const hourly = DETECTORS.filter(({ everyMinutes }) => everyMinutes === 60).length;
  expect(await db().detectorRun.count()).toBe(hourly);
  for (const minutes of [0, 5, 10, 56]) {
    await detectQuick(contextOf(undefined, new Date(NOW.getTime() + minutes * 60_000)));
  }
  expect(await runs()).toBe(before + 3);
});

test("what the ledger reports is taken over, and cleared when the ledger closes it", async () => {
  const at = { firstAt: NOW, lastAt: NOW };
  const fault = { log: "calls", kind: "damage", severity: "critical", message: "Entry 4 differs." };
  await db().ledgerFinding.create({ data: { ...fault, ...at } });
  await detectQuick(contextOf());
  expect(await only()).toMatchObject({
    detector: "ledger-damage",
    groupKey: "calls:damage",
    clearedAt: null,
  });
  await db().ledgerFinding.updateMany({ data: { closedAt: NOW } });
  await detectQuick(contextOf(undefined, new Date(NOW.getTime() + 60_000)));
  expect((await only()).clearedAt).not.toBeNull();
});

describe("somebody disposes of a finding", () => {
  const dueOn = new Date("2026-12-24T23:59:59.999Z");

  test("triage gives it an owner and a day, keeps the minutes it took, and the second of two loses", async () => {
    await shadowCalls();
    await detectHourly(contextOf());
    const { id, version } = await only();
    const later = contextOf(officer, new Date(NOW.getTime() + 42 * 60_000));
    const wish = { findingId: id, version, ownerId: owner.id, dueOn, note: "Asked the team." };
    await triageFinding(later, wish);
    const { findings, names, agents } = await list(officer);
    const facts = toFindingFacts(await getFinding(officer, id), officer, NOW);
    expect([findings.length, names.has(owner.id), agents.size]).toEqual([1, true, 0]);
    expect(facts).toMatchObject({ state: "in-progress", minutesToTriage: 42, dueOn: "2026-12-24" });
    expect(facts.history.map(({ act }) => act)).toEqual([
      "Triaged the finding",
      "Raised the finding",
    ]);
    await expect(triageFinding(later, wish)).rejects.toMatchObject({ code: "conflict" });
    expect((await list(owner)).total).toBe(1); // assigned to them
    await leaves(owner);
    const again = { ...wish, version: version + 1 };
    await expect(triageFinding(later, again)).rejects.toMatchObject({ code: "invalid_input" });
  });

  test("closing asks for a verdict, a rationale and, for a true positive, an incident", async () => {
    await shadowCalls();
    await detectHourly(contextOf());
    const { id, version } = await only();
    const close = { findingId: id, version, reason: RATIONALE, incident: "" };
    await expect(
      closeFinding(contextOf(officer), { ...close, verdict: "true-positive" }),
    ).rejects.toMatchObject({ fieldErrors: { incident: [expect.any(String)] } });
    await closeFinding(contextOf(officer), {
      ...close,
      verdict: "true-positive",
      incident: "INC-1",
    });
    const facts = toFindingFacts(await getFinding(officer, id), officer, NOW);
    expect(facts).toMatchObject({ state: "closed", verdict: "True positive", incident: "INC-1" });
    expect(facts.minutesToTriage).toBe(0);
    expect(await countFindingsWaitingFor(officer)).toBe(0);
    const auditor = await person("auditor");
    await expect(
      reopenFinding(contextOf(auditor), { findingId: id, version: version + 1, reason: "No." }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await reopenFinding(contextOf(officer), {
      findingId: id,
      version: version + 1,
      reason: "New facts.",
    });
    expect(await only()).toMatchObject({ id, state: "in-progress", verdict: null });
  });

  test("nobody closes a critical finding about their own agent, nor sees others'", async () => {
    await agent("invoices", { ownerId: owner.id });
    await usage(WORKDAYS.map((day) => ({ day, agent: "invoices" })));
    await usage([{ day: YESTERDAY, agent: "invoices", calls: 9_000 }]);
    await detectHourly(contextOf());
    const { id, version, severity } = await only();
    expect(severity).toBe("critical");
    const close = {
      findingId: id,
      version,
      verdict: "expected",
      reason: RATIONALE,
      incident: "",
    } as const;
    await expect(closeFinding(contextOf(owner), close)).rejects.toMatchObject({
      code: "forbidden",
    });
    const stranger = await person("owner");
    await expect(closeFinding(contextOf(stranger), close)).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(getFinding(stranger, id)).rejects.toMatchObject({ code: "not_found" });
    await closeFinding(contextOf(officer), close);
  });

  test("a closed finding that comes back is a new one that names the old; expected ones are counted", async () => {
    await shadowCalls();
    await detectHourly(contextOf());
    const first = await only();
    const close = { findingId: first.id, version: 1, reason: RATIONALE, incident: "" };
    await closeFinding(contextOf(officer), { ...close, verdict: "false-positive" });
    await detectHourly(contextOf());
    expect(await open()).toEqual([]); // the same evidence is closed with it
    const tomorrow = addDays(NOW, 1);
    await shadowCalls("shadow", utcDay(tomorrow));
    await detectHourly(contextOf(undefined, addDays(tomorrow, 0.5)));
    const second = await only();
    expect(second).toMatchObject({ previousId: first.id, groupKey: first.groupKey });
    await expect(
      reopenFinding(contextOf(officer), { findingId: first.id, version: 2, reason: "Back." }),
    ).rejects.toMatchObject({ code: "conflict" });
    await closeFinding(contextOf(officer, addDays(tomorrow, 0.5)), {
      ...{ ...close, findingId: second.id, verdict: "expected" },
    });
    await shadowCalls("shadow", utcDay(addDays(NOW, 2)));
    await detectHourly(contextOf(undefined, addDays(NOW, 2.5)));
    expect(await open()).toEqual([]);
    expect(await db().finding.findUnique({ where: { id: second.id } })).toMatchObject({ times: 2 });
  });
});

test("G37: without a canary a detector and a log path are not evaluated the next day, and that is a finding", async () => {
  const arrive = (day: string) =>
    usage(
      LOG_PATHS.map((path) => ({
        day,
        source: "countersign-canary",
        agent: canaryCaller(path),
        environment: "", // its source says of none
        from: "11:00",
        to: "11:30",
      })),
    );
  const rowsAt = async (at: Date) => {
    const { detectors, paths } = toDetectorRows(await listDetectors(officer, at), at);
    return [...detectors, ...paths].filter(({ alive }) => !alive).map(({ id }) => id);
  };
  expect(await rowsAt(NOW)).toHaveLength(DETECTORS.length + LOG_PATHS.length); // nothing looked yet
  await arrive(utcDay(NOW));
  expect(await runCanaries(contextOf())).toEqual({ passed: DETECTORS.length + 3, failed: 0 });
  await detectHourly(contextOf());
  await detectQuick(contextOf());
  expect(await rowsAt(NOW)).toEqual([]);
  expect(await open({})).toEqual([]); // the canary's own caller is no finding

  const nextDay = addDays(NOW, 1);
  const others = DETECTORS.filter(({ id }) => id !== "unregistered-caller");
  await runCanaries(contextOf(undefined, nextDay), others); // this one's canary has stopped, and no record is sent
  await detectHourly(contextOf(undefined, nextDay));
  await detectQuick(contextOf(undefined, nextDay));
  expect(await rowsAt(nextDay)).toEqual([
    "unregistered-caller",
    ...LOG_PATHS.map((path) => `path:${path}`),
  ]);
  const raised = (await open({})).map(({ groupKey }) => groupKey);
  expect(raised).toEqual(["pulse:unregistered-caller", "pulses:paths"]);

  const [blind] = DETECTORS.map((detector) => ({ ...detector, detect: () => [] }));
  if (!blind) throw new Error("no detector");
  expect(await runCanaries(contextOf(undefined, nextDay), [blind])).toEqual({
    passed: 0,
    failed: 1,
  });
  const { detectors } = toDetectorRows(await listDetectors(officer, nextDay), nextDay);
  expect(detectors.find(({ id }) => id === blind.id)?.why).toBe("Its canary was not noticed.");
});
