// What stands in remediation.csv and delegations.csv.
import type { ExportColumn } from "@/lib/exports/cells";
import { columnsOf } from "@/lib/exports/columns";
import type { Names } from "./tables";

const named = (names: Names, id: string | null | undefined) =>
  id ? (names.get(id)?.name ?? id) : null;

/** A removal as it is stored, with its columns of JSON as they are. */
export type RemovalRecord = {
  readonly id: string;
  readonly lineKey: string;
  readonly kind: string;
  readonly cause: string;
  readonly expected: unknown;
  readonly critical: boolean;
  readonly openedAt: Date;
  readonly dueAt: Date;
  readonly state: string;
  readonly registerEndedAt: Date | null;
  readonly goneAt: Date | null;
  readonly proof: unknown;
  readonly verifiedAt: Date | null;
  readonly reopenedAt: Date | null;
  readonly reopenedBecause: string;
  readonly acceptedById: string | null;
  readonly acceptedReason: string;
  readonly acceptedUntil: Date | null;
};
export type RemovalFileRow = { readonly removal: RemovalRecord; readonly names: Names };

const removal = columnsOf<RemovalFileRow>();
const json = (value: unknown) =>
  value === null || value === undefined ? null : JSON.stringify(value);

function part(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : null;
}

/** One row for each removal: REV-16 (a) to (e) beside its state. */
export const REMOVAL_COLUMNS: readonly ExportColumn<RemovalFileRow>[] = [
  removal.text("id", "Removal", "Its id.", (row) => row.removal.id),
  removal.text("line", "Key", "What it is about.", (row) => row.removal.lineKey),
  removal.text("kind", "Kind", "revoke, reduce, until or transfer.", (row) => row.removal.kind),
  removal.text(
    "cause",
    "Cause",
    "decision, silence, delta or addendum.",
    (row) => row.removal.cause,
  ),
  removal.text("critical", "Privileged", "yes: the shorter time holds.", (row) =>
    row.removal.critical ? "yes" : "no",
  ),
  removal.text("expected", "Expected", "What must be so, as JSON.", (row) =>
    json(row.removal.expected),
  ),
  removal.instant("opened_at", "Opened", "With the signature.", (row) => row.removal.openedAt),
  removal.instant(
    "due_at",
    "Due",
    "By the rules in force at the start.",
    (row) => row.removal.dueAt,
  ),
  removal.text(
    "state",
    "State",
    "open, verified, reopened or accepted.",
    (row) => row.removal.state,
  ),
  removal.text(
    "before",
    "Before (a)",
    "Where it stood: hash of the snapshot and line, as JSON.",
    (row) => json(part(row.removal.proof, "before")),
  ),
  removal.text("changes", "Changes (b)", "The changes that took it away, as JSON.", (row) =>
    json(part(row.removal.proof, "changes")),
  ),
  removal.text(
    "after",
    "After (c)",
    "What the enforcement point stated afterwards, as JSON.",
    (row) => json(part(row.removal.proof, "after")),
  ),
  removal.text(
    "negative",
    "Negative test (d)",
    "A denied call, the policy, or a typed test, as JSON.",
    (row) => json(part(row.removal.proof, "negative")),
  ),
  removal.text(
    "exposure",
    "Exposure (e)",
    "Successful calls between decision and removal, as JSON.",
    (row) => json(part(row.removal.proof, "exposure")),
  ),
  removal.instant(
    "register_ended_at",
    "Ended in the register",
    "Empty: not yet.",
    (row) => row.removal.registerEndedAt,
  ),
  removal.instant(
    "gone_at",
    "Gone as of",
    "When the enforcement point no longer had it; empty: not shown yet.",
    (row) => row.removal.goneAt,
  ),
  removal.instant("verified_at", "Verified", "Empty: not yet.", (row) => row.removal.verifiedAt),
  removal.instant("reopened_at", "Reopened", "Empty: never.", (row) => row.removal.reopenedAt),
  removal.text(
    "reopened_because",
    "Reopened because",
    "Empty: never.",
    (row) => row.removal.reopenedBecause || null,
  ),
  removal.text(
    "accepted_by",
    "Accepted by",
    "Who accepted that it stays, by name; empty: nobody.",
    ({ removal: { acceptedById }, names }) => named(names, acceptedById),
  ),
  removal.text(
    "accepted_by_id",
    "Accepted by (id)",
    "Opaque id.",
    (row) => row.removal.acceptedById,
  ),
  removal.text(
    "accepted_reason",
    "Accepted because",
    "Empty: nobody did.",
    (row) => row.removal.acceptedReason || null,
  ),
  removal.instant(
    "accepted_until",
    "Accepted until",
    "Empty: nobody did.",
    (row) => row.removal.acceptedUntil,
  ),
];

export type DelegationFileRow = {
  readonly delegation: {
    readonly id: string;
    readonly fromId: string;
    readonly toId: string;
    readonly fromAt: Date;
    readonly until: Date;
    readonly reason: string;
    readonly recordedById: string;
    readonly recordedAt: Date;
    readonly endedAt: Date | null;
  };
  readonly names: Names;
};

const delegation = columnsOf<DelegationFileRow>();

/** One row for each delegation that bore on the review (REV-20). */
export const DELEGATION_COLUMNS: readonly ExportColumn<DelegationFileRow>[] = [
  delegation.text("id", "Delegation", "Its id.", (row) => row.delegation.id),
  delegation.text(
    "from",
    "From",
    "Whose place it is, by name.",
    ({ delegation: { fromId }, names }) => named(names, fromId),
  ),
  delegation.text("from_id", "From (id)", "Opaque id.", (row) => row.delegation.fromId),
  delegation.text(
    "to",
    "To",
    "Who decided in it, by name; they signed as themselves.",
    ({ delegation: { toId }, names }) => named(names, toId),
  ),
  delegation.text("to_id", "To (id)", "Opaque id.", (row) => row.delegation.toId),
  delegation.instant("from_at", "From when", "When it began.", (row) => row.delegation.fromAt),
  delegation.instant("until", "Until", "When it ends.", (row) => row.delegation.until),
  delegation.text(
    "reason",
    "Reason",
    "In the words of whoever recorded it.",
    (row) => row.delegation.reason,
  ),
  delegation.text(
    "recorded_by_id",
    "Recorded by (id)",
    "Opaque id.",
    (row) => row.delegation.recordedById,
  ),
  delegation.instant(
    "recorded_at",
    "Recorded",
    "By the clock of the server.",
    (row) => row.delegation.recordedAt,
  ),
  delegation.instant(
    "ended_at",
    "Ended early",
    "Empty: it ran to its end.",
    (row) => row.delegation.endedAt,
  ),
];
