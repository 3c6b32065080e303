import type { Actor } from "@/lib/auth/actor";
import { can } from "@/lib/auth/actor";
import type { PersonName } from "@/lib/auth/people";
import { actionLabel } from "@/lib/change-log/labels";
import { accessClassWord } from "@/lib/core/access-classes";
import { JUDGEMENT_LABEL, JUDGEMENT_OUTCOME } from "./labels";
import { endOf, isRunning, judgementOf, minutesToAcknowledge } from "./life";
import type { FoundEmergency, ListedEmergency } from "./queries";
import { type MonthCount, shareOf, tooMany } from "./ratio";

type Names = ReadonlyMap<string, PersonName>;
type Outcome = (typeof JUDGEMENT_OUTCOME)[keyof typeof JUDGEMENT_OUTCOME];

/** An emergency as a line. Instants are ISO texts; "" where there is none. */
export type EmergencyRow = {
  id: string;
  person: string;
  environment: string;
  operations: number;
  reason: string;
  startedAt: string;
  endsAt: string;
  running: boolean;
  onCall: string;
  /** Null: nobody has acknowledged it. */
  minutesToAcknowledge: number | null;
  approvalDueAt: string;
  judgement: string;
  outcome: Outcome;
};

export function toEmergencyRow(emergency: ListedEmergency, names: Names, now: Date): EmergencyRow {
  const judgement = judgementOf(emergency, now);
  return {
    id: emergency.id,
    person: nameOf(names, emergency.personId),
    environment: emergency.environment,
    operations: emergency.operationIds.length,
    reason: emergency.reason,
    startedAt: emergency.startedAt.toISOString(),
    endsAt: endOf(emergency).toISOString(),
    running: isRunning(emergency, now),
    onCall: nameOf(names, emergency.onCallId),
    minutesToAcknowledge: minutesToAcknowledge(emergency),
    approvalDueAt: emergency.approvalDueAt.toISOString(),
    judgement: JUDGEMENT_LABEL[judgement],
    outcome: JUDGEMENT_OUTCOME[judgement],
  };
}

function nameOf(names: Names, id: string | null): string {
  return id === null ? "" : (names.get(id)?.name ?? id);
}

export type EmergencyCall = {
  id: string;
  at: string;
  server: string;
  operation: string;
  environment: string;
  outcome: string;
  /** It came after the access had ended. */
  late: boolean;
  /** Not one of the operations that were taken. */
  other: boolean;
};

export type EmergencyChange = { id: string; at: string; act: string; who: string; reason: string };

/** One emergency, whole. */
export type EmergencyFacts = EmergencyRow & {
  keyId: string;
  key: string;
  publicId: string;
  acknowledgedAt: string;
  ackMinutes: number;
  ackLate: boolean;
  endedAt: string;
  decidedAt: string;
  decidedBy: string;
  note: string;
  requestId: string;
  taken: {
    id: string;
    name: string;
    server: string;
    serverSlug: string;
    access: string;
    meaning: string;
  }[];
  calls: EmergencyCall[];
  callTotal: number;
  history: EmergencyChange[];
  mayAcknowledge: boolean;
  mayEnd: boolean;
};

export function toEmergencyFacts(found: FoundEmergency, actor: Actor, now: Date): EmergencyFacts {
  const { emergency, key, operations, calls, changes, names, ackMinutes } = found;
  const row = toEmergencyRow(emergency, names, now);
  const part = [emergency.personId, emergency.onCallId].includes(actor.id);
  return {
    ...row,
    keyId: emergency.keyId,
    key: key?.label ?? "",
    publicId: key?.publicId ?? "",
    acknowledgedAt: emergency.acknowledgedAt?.toISOString() ?? "",
    ackMinutes,
    ackLate: isAckLate(emergency, ackMinutes, now),
    endedAt: emergency.endedAt?.toISOString() ?? "",
    decidedAt: emergency.decidedAt?.toISOString() ?? "",
    decidedBy: nameOf(names, emergency.decidedById),
    note: emergency.note ?? "",
    requestId: emergency.requestId,
    taken: operations.map(({ id, name, access, meaning, server }) => ({
      ...{ id, name, meaning },
      access: accessClassWord(access),
      server: server.name,
      serverSlug: server.slug,
    })),
    calls: calls.calls.map((call) => toCall(call, found)),
    callTotal: calls.total,
    history: changes.map(({ id, action, actorId, recordedAt, reason }) => ({
      id,
      at: recordedAt.toISOString(),
      act: actionLabel(action),
      who: nameOf(names, actorId),
      reason: reason ?? "",
    })),
    mayAcknowledge: emergency.onCallId === actor.id && emergency.acknowledgedAt === null,
    mayEnd: row.running && (part || can(actor, "grant:decide")),
  };
}

function isAckLate(
  emergency: { startedAt: Date; acknowledgedAt: Date | null },
  minutes: number,
  now: Date,
): boolean {
  const seenAt = emergency.acknowledgedAt ?? now;
  return seenAt.getTime() - emergency.startedAt.getTime() > minutes * 60_000;
}

type Call = FoundEmergency["calls"]["calls"][number];

function toCall(call: Call, { emergency, operations }: FoundEmergency): EmergencyCall {
  const said = (call.operation ?? "").toLowerCase();
  return {
    id: String(call.idx),
    at: call.at?.toISOString() ?? "",
    server: call.server ?? "",
    operation: call.operation ?? "",
    environment: call.environment ?? "",
    outcome: call.outcome ?? "",
    late: call.at !== null && call.at >= endOf(emergency),
    other: !operations.some(({ name }) => name.toLowerCase() === said),
  };
}

/** A month of the ratio as a line. */
export type RatioRow = {
  id: string;
  emergencies: number;
  changes: number;
  share: string;
  outcome: "pass" | "attention" | "none";
};

export function toRatioRow(month: MonthCount, percent: number): RatioRow {
  const share = shareOf(month);
  const outcome = tooMany(month, percent) ? "attention" : "pass";
  return {
    id: month.month,
    emergencies: month.emergencies,
    changes: month.changes,
    share: share === null ? "nothing changed" : `${share} %`,
    outcome: month.changes === 0 ? "none" : outcome,
  };
}

type Counts = { all: number; running: number; waiting: number; overdue: number };

/** What the list says under its title. */
export function emergenciesSentence({ all, running, waiting, overdue }: Counts): string {
  if (all === 0) return "Nobody has taken emergency access.";
  const late =
    overdue === 0
      ? "Each was judged in time or still can be."
      : `${overdue} ${overdue === 1 ? "was" : "were"} not judged in time.`;
  return `${running} running, ${waiting} waiting for an approval by somebody who took no part. ${late}`;
}
