import "server-only";
import { type Actor, can } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { AppError } from "@/lib/core/app-error";
import { addDays } from "@/lib/core/clock";
import { isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import { policyInForce } from "@/lib/settings/policies";
import { answersFor } from "./commands/finding-row";
import { DETECTORS } from "./detectors";
import { pulses } from "./facts/pulses";
import { findingsOrder, findingsWhere } from "./filter";
import type { ExportFindingsInput, ListFindingsInput } from "./schema";
import { findingsSettings } from "./settings";
import { visibleFindings } from "./visible";

const EXPORT_MAX = 50_000;
const HISTORY_MAX = 500;
const RECENT_DAYS = 30;

/** One page of findings, how many match in all, and the names of people and agents in them. */
export async function listFindings(actor: Actor, input: ListFindingsInput, now: Date) {
  const where = await findingsWhere(actor, input, now);
  const [total, findings] = await Promise.all([
    read().finding.count({ where }),
    read().finding.findMany({
      where,
      orderBy: findingsOrder(input),
      skip: (input.page - 1) * input.pageSize,
      take: input.pageSize,
    }),
  ]);
  return { findings, total, ...(await namesAround(findings)) };
}
export type ListedFinding = Awaited<ReturnType<typeof listFindings>>["findings"][number];

/** Every finding the filters leave, at most 50,000, for a file. Errors: too_large. */
export async function listFindingsForExport(actor: Actor, input: ExportFindingsInput, now: Date) {
  const where = await findingsWhere(actor, input, now);
  const total = await read().finding.count({ where });
  if (total > EXPORT_MAX) {
    const message = `A file holds at most ${EXPORT_MAX.toLocaleString("en")} findings; narrow the filters.`;
    throw new AppError("too_large", message);
  }
  const findings = await read().finding.findMany({
    where,
    orderBy: findingsOrder(input),
    take: EXPORT_MAX,
  });
  return { findings, total, ...(await namesAround(findings)) };
}

/** How many findings there are by what has to be done about them, within what the actor may see. */
export async function countFindings(actor: Actor, now: Date) {
  const visible = await visibleFindings(actor);
  const count = (where: object) => read().finding.count({ where: { AND: [visible, where] } });
  const open = { state: { not: "closed" } };
  const [waiting, working, overdue, critical, mine] = await Promise.all([
    count({ state: "open" }),
    count({ state: "in-progress" }),
    count({ ...open, dueAt: { lt: now } }),
    count({ ...open, severity: "critical" }),
    count({ ...open, ownerId: actor.id }),
  ]);
  return { waiting, working, overdue, critical, mine, open: waiting + working };
}
export type FindingCounts = Awaited<ReturnType<typeof countFindings>>;

/** How many findings wait for this person: theirs that are not closed, and those nobody has looked at that they may triage. */
export async function countFindingsWaitingFor(actor: Actor): Promise<number> {
  if (!can(actor, "finding:triage")) return 0;
  const visible = await visibleFindings(actor);
  const waits = { OR: [{ state: "open" }, { state: "in-progress", ownerId: actor.id }] };
  return read().finding.count({ where: { AND: [visible, waits] } });
}

/**
 * One finding with its history, its neighbours about the same thing and whom it concerns. Errors: not_found (also: not
 * theirs to see).
 */
export async function getFinding(actor: Actor, id: string) {
  const visible = await visibleFindings(actor);
  const finding = isUuid(id)
    ? await read().finding.findFirst({ where: { AND: [{ id }, visible] } })
    : null;
  if (!finding) throw new AppError("not_found", "No such finding.");
  const { detector, groupKey, previousId } = finding;
  const [changes, answersId, later, agent, around] = await Promise.all([
    read().changeLogEntry.findMany({
      where: { subjectKind: "finding", subjectId: id },
      orderBy: { seq: "desc" },
      take: HISTORY_MAX,
    }),
    answersFor(read(), finding),
    read().finding.findFirst({ where: { previousId: id }, select: { id: true } }),
    agentOf(finding),
    namesAround([finding]),
  ]);
  const same = await read().finding.count({ where: { AND: [visible, { detector, groupKey }] } });
  const names = await namesOf([
    ...[finding.ownerId, finding.closedById, finding.triagedById, answersId],
    agent?.successorId ?? null,
    ...changes.map(({ actorId }) => actorId),
  ]);
  return {
    finding,
    ...{ changes, answersId, previousId, same },
    laterId: later?.id ?? null,
    agent,
    names: new Map([...around.names, ...names]),
    agents: around.agents,
  };
}
export type FoundFinding = Awaited<ReturnType<typeof getFinding>>;

/** Where what the ledger reported is disposed of, by log and kind: `calls:damage` → its page. */
export async function ledgerFindingLinks(actor: Actor): Promise<Map<string, string>> {
  if (!can(actor, "finding:read-all")) return new Map();
  const open = await read().finding.findMany({
    where: { subjectKind: "log", state: { not: "closed" } },
    select: { id: true, groupKey: true },
    orderBy: { raisedAt: "asc" },
    take: 200,
  });
  return new Map(open.map(({ id, groupKey }) => [groupKey, `/findings/${id}`]));
}

/** Every detector and log path: its last look, its last canary, and what it found in 30 days. Errors: forbidden. */
export async function listDetectors(actor: Actor, now: Date) {
  if (!can(actor, "finding:read"))
    throw new AppError("forbidden", "This needs the right finding:read.");
  const since = addDays(now, -RECENT_DAYS);
  const [policy, felt, found, runs] = await Promise.all([
    policyInForce(findingsSettings, now),
    pulses(now),
    read().finding.groupBy({
      by: ["detector"],
      where: { raisedAt: { gte: since, lte: now } },
      _count: true,
      orderBy: { detector: "asc" },
      take: 200,
    }),
    Promise.all(DETECTORS.map(({ id }) => lastRun(id))),
  ]);
  const counts = new Map(found.map(({ detector, _count }) => [detector, _count]));
  return {
    policy,
    pulses: felt,
    detectors: DETECTORS.map((detector, index) => ({
      detector,
      run: runs[index] ?? null,
      found: counts.get(detector.id) ?? 0,
    })),
  };
}
export type ListedDetectors = Awaited<ReturnType<typeof listDetectors>>;

function lastRun(detector: string) {
  return read().detectorRun.findFirst({
    where: { detector, kind: "run" },
    select: { ranAt: true, examined: true, found: true, passed: true, detail: true },
    orderBy: { ranAt: "desc" },
  });
}

type Named = {
  subjectKind: string | null;
  subjectId: string | null;
  ownerId: string | null;
  closedById: string | null;
  triagedById: string | null;
};

async function namesAround(findings: readonly Named[]) {
  const ids = findings.flatMap(({ subjectKind, subjectId }) =>
    subjectKind === "agent" && subjectId && isUuid(subjectId) ? [subjectId] : [],
  );
  const [names, agents] = await Promise.all([
    namesOf(findings.flatMap((one) => [one.ownerId, one.closedById, one.triagedById])),
    read().agent.findMany({
      where: { id: { in: ids } },
      select: { id: true, name: true, slug: true },
      orderBy: { id: "asc" },
      take: ids.length,
    }),
  ]);
  return { names, agents: new Map(agents.map((agent) => [agent.id, agent])) };
}

async function agentOf({ subjectKind, subjectId }: Pick<Named, "subjectKind" | "subjectId">) {
  if (subjectKind !== "agent" || !subjectId || !isUuid(subjectId)) return null;
  return read().agent.findUnique({
    where: { id: subjectId },
    select: { id: true, slug: true, name: true, successorId: true },
  });
}
