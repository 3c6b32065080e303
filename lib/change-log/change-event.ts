import { type Event, examineEvent, type RefusalReason } from "@/lib/ledger/event";
import { recordOf } from "./record-json";

/** A change as its row holds it. */
export type RecordedChange = {
  id: string;
  action: string;
  actorKind: string;
  actorId: string;
  actorRoles: readonly string[];
  subjectKind: string;
  subjectId: string;
  before: unknown;
  after: unknown;
  reason: string | null;
  requestId: string;
  occurredAt: Date;
  recordedAt: Date;
};

const SOURCE = { id: "sys:change-log" };

/**
 * The entry of a change in the `governance` log (ledger.md §9). The same row always makes the same event: this is what lets
 * a change be sent twice and stand there once, and what a screen compares with the ledger.
 */
export function changeEvent(change: RecordedChange): Event {
  const { id, action, actorKind, actorId, actorRoles, subjectKind, subjectId } = change;
  return {
    type: action,
    key: id,
    source: SOURCE,
    data: {
      actor: { kind: actorKind, id: actorId, roles: [...actorRoles] },
      subject: { kind: subjectKind, id: subjectId },
      before: recordOf(change.before),
      after: recordOf(change.after),
      reason: change.reason,
      request_id: change.requestId,
      occurred_at: change.occurredAt.toISOString(),
      recorded_at: change.recordedAt.toISOString(),
    },
  };
}

// As long as an origin can be: whether a change fits must not depend on where it is recorded.
const LONGEST_ORIGIN = "x".repeat(200 + "/governance".length);

/** Why a change could never become an entry; null if it can. */
export function objectionToChange(change: RecordedChange): RefusalReason | null {
  const examined = examineEvent(changeEvent(change), LONGEST_ORIGIN, "inside");
  return examined.ok ? null : examined.reason;
}
