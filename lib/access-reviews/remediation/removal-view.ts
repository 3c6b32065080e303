import type { PersonName } from "@/lib/auth/people";
import { DAY_MS, HOUR_MS } from "@/lib/core/clock";
import type { RemediationProof } from "../remediation-view";
import type { FoundRemoval } from "./queries";
import {
  REMEDIATION_CAUSE_LABEL,
  REMEDIATION_KIND_LABEL,
  REMEDIATION_STATE_LABEL,
} from "./removal-labels";
import { readExpected, readProof } from "./stored-removal";

/** A removal as lists and its drawer show it. Texts are "" where there is nothing to say; instants are ISO. */
export type RemovalRow = {
  readonly id: string;
  readonly what: string;
  readonly environment: string;
  readonly decision: string;
  readonly cause: string;
  readonly state: string;
  readonly stateWord: string;
  readonly critical: boolean;
  readonly overdue: string;
  readonly dueAt: string;
  readonly openedAt: string;
  readonly standing: string;
  readonly reviewId: string;
  readonly reference: string;
  readonly lineId: string;
  readonly lineNumber: string;
  readonly server: string;
  readonly serverId: string;
  readonly serverOwner: string;
  readonly registerEndedAt: string;
  readonly goneAt: string;
  readonly verifiedAt: string;
  readonly reopenedAt: string;
  readonly reopenedBecause: string;
  readonly accepted: string;
  readonly ticket: string;
  readonly proof: RemediationProof;
  readonly tester: string;
};

type Names = ReadonlyMap<string, PersonName>;

/** The row of a removal at an instant. */
export function toRemovalRow(found: FoundRemoval, names: Names, now: Date): RemovalRow {
  const { row, review, line } = found;
  const proof = readProof(row.proof);
  const isOpen = row.state === "open" || row.state === "reopened";
  return {
    ...{ id: row.id, what: whatOf(found, names), environment: line?.environment ?? "" },
    decision: decisionOf(found, names),
    cause: wordOf(REMEDIATION_CAUSE_LABEL, row.cause),
    ...{ state: row.state, stateWord: wordOf(REMEDIATION_STATE_LABEL, row.state) },
    ...{ critical: row.critical, overdue: isOpen ? overdueWords(row.dueAt, now) : "" },
    ...{ dueAt: row.dueAt.toISOString(), openedAt: row.openedAt.toISOString() },
    standing: row.standing,
    ...{ reviewId: review.id, reference: review.reference, lineId: row.lineId ?? "" },
    lineNumber: proof.before.n === null ? "" : String(proof.before.n),
    ...{ server: line?.server?.name ?? "", serverId: line?.server?.id ?? "" },
    serverOwner: names.get(line?.server?.ownerId ?? "")?.name ?? "",
    ...{ registerEndedAt: iso(row.registerEndedAt), goneAt: iso(row.goneAt) },
    ...{ verifiedAt: iso(row.verifiedAt), reopenedAt: iso(row.reopenedAt) },
    reopenedBecause: row.reopenedBecause,
    accepted: acceptedWords(found, names),
    ticket: ticketWords(found, names),
    proof,
    tester: proof.negative?.kind === "test" ? (names.get(proof.negative.byId)?.name ?? "") : "",
  };
}

/** How late something is, in whole hours or days; "" where it is not. */
export function overdueWords(dueAt: Date, now: Date): string {
  const late = now.getTime() - dueAt.getTime();
  if (late <= 0) return "";
  const [size, word] =
    late < 2 * DAY_MS ? ([HOUR_MS, "hour"] as const) : ([DAY_MS, "day"] as const);
  const count = Math.max(1, Math.floor(late / size));
  return `${count} ${word}${count === 1 ? "" : "s"} overdue`;
}

function whatOf({ row, line }: FoundRemoval, names: Names): string {
  if (!line) return row.lineKey;
  const { principal, server, operation } = line;
  const who = names.get(principal.id)?.name ?? (principal.label || principal.id);
  const what = [server?.name, operation?.name].filter(Boolean).join(" · ");
  const held = what || (principal.kind === "person" ? principal.detail : "");
  return held === "" ? who : `${who} → ${held}`;
}

function decisionOf({ row }: FoundRemoval, names: Names): string {
  const expected = readExpected(row.expected);
  const word = wordOf(REMEDIATION_KIND_LABEL, row.kind);
  if (expected?.kind === "ends") return `${word} ${expected.at.slice(0, 10)}`;
  if (expected?.kind === "remaining")
    return `${word} to ${expected.remaining.join(", ") || "nothing"}`;
  if (expected?.kind === "owner")
    return `${word}: ${names.get(expected.newOwner)?.name ?? "another"}`;
  return word;
}

function acceptedWords({ row }: FoundRemoval, names: Names): string {
  if (row.acceptedById === null || row.acceptedUntil === null) return "";
  const by = names.get(row.acceptedById)?.name ?? "somebody";
  return `By ${by} until ${row.acceptedUntil.toISOString().slice(0, 10)}: ${row.acceptedReason}`;
}

function ticketWords({ row }: FoundRemoval, names: Names): string {
  if (row.reportedAt === null) return "";
  const by = names.get(row.reportedById ?? "")?.name ?? "somebody";
  return `${row.reportedTicket} (${by}, ${row.reportedAt.toISOString().slice(0, 10)})`;
}

function wordOf(words: Readonly<Record<string, string>>, id: string): string {
  return words[id] ?? id;
}

const iso = (at: Date | null) => at?.toISOString() ?? "";

type Counts = { readonly open: number; readonly due: number; readonly critical: number };

/** What a list of removals proves or lacks. */
export function removalsSentence({ open, due, critical }: Counts): string {
  if (open === 0) return "Nothing is open: the data show that all that was taken away is gone.";
  const late = due === 0 ? "None is overdue." : `${due} overdue.`;
  const worst = critical === 0 ? "" : ` ${critical} critical: privileged, or used again.`;
  return `${open} open, until gateways state that it is gone and no call goes through. ${late}${worst}`;
}
