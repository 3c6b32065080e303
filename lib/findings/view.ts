import { type Actor, can } from "@/lib/auth/actor";
import type { PersonName } from "@/lib/auth/people";
import { actionLabel, actorKindLabel } from "@/lib/change-log/labels";
import { MINUTE_MS, utcDay } from "@/lib/core/clock";
import { detectorOf } from "./detectors";
import { type Explanation, explanationOf } from "./explanation";
import {
  FINDING_STATE_LABEL,
  type FindingState,
  SEVERITY_LABEL,
  type Severity,
  SUBJECT_LABEL,
  severityOf,
  stateOf,
  VERDICT_LABEL,
  verdictOf,
} from "./labels";
import { objectionToClosing } from "./policy";
import type { FindingCounts, FoundFinding, ListedFinding } from "./queries";

type Agents = ReadonlyMap<string, { id: string; name: string; slug: string }>;
type Names = ReadonlyMap<string, PersonName>;

/** A finding as a line. Instants are ISO texts; "" where there is none. */
export type FindingRow = {
  id: string;
  title: string;
  severity: Severity;
  severityWord: string;
  detector: string;
  detectorTitle: string;
  subject: string;
  subjectKind: string;
  firstAt: string;
  lastAt: string;
  raisedAt: string;
  times: number;
  state: FindingState;
  stateWord: string;
  verdict: string;
  owner: string;
  dueAt: string;
  overdue: boolean;
  /** Its cause is gone, and nobody has closed it. */
  cleared: boolean;
  /** Null while nobody has looked. */
  minutesToTriage: number | null;
};

export function toFindingRow(
  finding: ListedFinding,
  { names, agents }: { names: Names; agents: Agents },
  now: Date,
): FindingRow {
  const [severity, state] = [severityOf(finding.severity), stateOf(finding.state)];
  const verdict = verdictOf(finding.verdict);
  const { id, title, detector, times, raisedAt, triagedAt, dueAt, ownerId } = finding;
  return {
    ...{ id, title, detector, times, severity, state },
    severityWord: SEVERITY_LABEL[severity],
    detectorTitle: detectorOf(detector)?.title ?? detector,
    subject: subjectName(finding, agents),
    subjectKind: SUBJECT_LABEL[finding.subjectKind ?? ""] ?? "",
    firstAt: finding.firstAt.toISOString(),
    lastAt: finding.lastAt.toISOString(),
    raisedAt: raisedAt.toISOString(),
    stateWord: FINDING_STATE_LABEL[state],
    verdict: verdict ? VERDICT_LABEL[verdict] : "",
    owner: ownerId ? (names.get(ownerId)?.name ?? ownerId) : "",
    dueAt: dueAt.toISOString(),
    overdue: state !== "closed" && dueAt < now,
    cleared: finding.clearedAt !== null && state !== "closed",
    minutesToTriage: minutesToTriage(raisedAt, triagedAt),
  };
}

/** Whole minutes from when it was raised to the first look of a person (CC7.2). */
export function minutesToTriage(raisedAt: Date, triagedAt: Date | null): number | null {
  if (triagedAt === null) return null;
  return Math.max(0, Math.floor((triagedAt.getTime() - raisedAt.getTime()) / MINUTE_MS));
}

export function subjectName(
  { subjectKind, subjectId }: { subjectKind: string | null; subjectId: string | null },
  agents: Agents,
): string {
  if (subjectId === null) return "";
  return subjectKind === "agent" ? (agents.get(subjectId)?.name ?? subjectId) : subjectId;
}

/** What was done about it, newest first. */
export type HistoryLine = { id: string; at: string; who: string; act: string; reason: string };

export type FindingFacts = FindingRow & {
  version: number;
  detectorVersion: number;
  means: string;
  matters: string;
  act: string;
  explanation: Explanation;
  subjectHref: string;
  ownerId: string;
  dueOn: string;
  note: string;
  reason: string;
  incident: string;
  clearedAt: string;
  closedAt: string;
  closedBy: string;
  triagedAt: string;
  triagedBy: string;
  previousId: string;
  laterId: string;
  /** How often the same thing was a finding. */
  same: number;
  /** Who is to become the owner, where the one there was has left. */
  successor: string;
  history: HistoryLine[];
  mayTriage: boolean;
  mayReopen: boolean;
  /** Why this person cannot close it; "" where they can. */
  closingObjection: string;
};

export function toFindingFacts(found: FoundFinding, actor: Actor, now: Date): FindingFacts {
  const { finding, names, agent, answersId } = found;
  const row = toFindingRow(finding, found, now);
  const isClosed = row.state === "closed";
  const may = can(actor, "finding:triage");
  return {
    ...row,
    ...detectorWords(finding.detector),
    ...disposalOf(found),
    version: finding.version,
    detectorVersion: finding.detectorVersion,
    explanation: explanationOf(finding.explanation),
    subjectHref: subjectHref(finding, agent),
    clearedAt: isoOf(finding.clearedAt),
    previousId: found.previousId ?? "",
    laterId: found.laterId ?? "",
    same: found.same,
    successor:
      finding.detector === "ownerless-agent" ? nameIn(names, agent?.successorId ?? null) : "",
    history: found.changes.map(({ id, recordedAt, actorId, actorKind, action, reason }) => ({
      ...{ id, at: recordedAt.toISOString(), act: actionLabel(action), reason: reason ?? "" },
      who: names.get(actorId)?.name ?? `${actorId} (${actorKindLabel(actorKind)})`,
    })),
    mayTriage: may && !isClosed,
    mayReopen: may && isClosed && found.laterId === null,
    closingObjection: objectionToClosing({ ...finding, answersId }, actor.id) ?? "",
  };
}

function detectorWords(id: string) {
  const detector = detectorOf(id);
  return {
    means: detector?.means ?? "A detector of another version raised it.",
    matters: detector?.matters ?? "",
    act: detector?.act ?? "",
  };
}

// What people made of it.
function disposalOf({ finding, names }: FoundFinding) {
  return {
    ownerId: finding.ownerId ?? "",
    dueOn: utcDay(finding.dueAt),
    note: finding.note,
    reason: finding.reason ?? "",
    incident: finding.incident ?? "",
    closedAt: isoOf(finding.closedAt),
    closedBy: nameIn(names, finding.closedById),
    triagedAt: isoOf(finding.triagedAt),
    triagedBy: nameIn(names, finding.triagedById),
  };
}

function nameIn(names: Names, id: string | null): string {
  return id === null ? "" : (names.get(id)?.name ?? id);
}

function isoOf(instant: Date | null): string {
  return instant?.toISOString() ?? "";
}

function subjectHref(
  { subjectKind, subjectId }: ListedFinding,
  agent: FoundFinding["agent"],
): string {
  if (agent) return `/agents/${agent.slug}`;
  if (subjectKind === "source") return `/settings/sources/${encodeURIComponent(subjectId ?? "")}`;
  if (subjectKind === "review") return `/access-reviews/${subjectId}`;
  if (subjectKind === "log") return `/ledger?log=${subjectId}#findings`;
  return subjectKind === "detector" ? "/findings/detectors" : "";
}

/** What has to be done, in one sentence. */
export function findingsSentence(
  { waiting, working, overdue, critical }: FindingCounts,
  doubt: string | null,
): string {
  if (waiting + working === 0) {
    return `Nothing waits. ${doubt ?? "Every detector looked within a day and noticed its canary."}`;
  }
  const parts = [
    waiting === 1 ? "1 waits for triage" : `${waiting} wait for triage`,
    `${working} in progress`,
    ...(overdue > 0 ? [`${overdue} overdue`] : []),
    ...(critical > 0 ? [`${critical} critical`] : []),
  ];
  return `${parts.join(", ")}. ${doubt ?? "Nothing here goes away by itself: a person says what it was."}`;
}
