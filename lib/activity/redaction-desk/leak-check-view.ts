import { utcDay } from "@/lib/core/clock";
import { drawnIndices, leaksFound } from "./leak-schema";
import type { LeakCheckDue, ListedLeakCheck } from "./queries-leak-checks";
import { REDACTION_RULE, REDACTION_TYPES, VERDICT_LABEL } from "./redaction-labels";

export type LeakCheckState = { outcome: "pass" | "attention" | "fail"; label: string };

export type LeakCheckRow = {
  readonly id: string;
  readonly version: number;
  readonly drawnAt: string;
  readonly drawnBy: string;
  readonly entries: number;
  readonly size: string;
  readonly seed: string;
  readonly policyVersion: string;
  readonly suspects: number;
  readonly state: LeakCheckState;
  readonly isSigned: boolean;
  readonly signedAt: string | null;
  readonly signedBy: string | null;
  readonly note: string | null;
};

export type DrawnEntry = {
  readonly index: string;
  readonly href: string;
  /** What the rules find in it now, in words; empty where nothing. */
  readonly found: string;
};

export type LeakCheckShown = {
  readonly row: LeakCheckRow;
  readonly entries: readonly DrawnEntry[];
};

type Names = ReadonlyMap<string, { readonly name: string }>;

export function toLeakCheckRow(check: ListedLeakCheck, names: Names): LeakCheckRow {
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id)?.name ?? id));
  return {
    id: check.id,
    version: check.version,
    drawnAt: check.drawnAt.toISOString(),
    drawnBy: nameOf(check.drawnById) ?? "",
    entries: drawnIndices.parse(check.indices).length,
    size: check.size.toLocaleString("en"),
    seed: check.seed,
    policyVersion: check.policyVersion,
    suspects: leaksFound.parse(check.found).length,
    state: stateOf(check),
    isSigned: check.signedAt !== null,
    signedAt: check.signedAt?.toISOString() ?? null,
    signedBy: nameOf(check.signedById),
    note: check.note,
  };
}

export function toLeakCheckShown(check: ListedLeakCheck, names: Names): LeakCheckShown {
  const found = new Map(leaksFound.parse(check.found).map((one) => [one.index, one.counts]));
  const entries = drawnIndices.parse(check.indices).map((index) => ({
    index: BigInt(index).toLocaleString("en"),
    href: `/ledger/entries/calls-${index}`,
    found: words(found.get(index) ?? {}),
  }));
  return { row: toLeakCheckRow(check, names), entries };
}

function stateOf({ verdict, signedAt }: ListedLeakCheck): LeakCheckState {
  if (signedAt === null) return { outcome: "attention", label: "To be signed" };
  return verdict === "clean"
    ? { outcome: "pass", label: VERDICT_LABEL.clean }
    : { outcome: "fail", label: VERDICT_LABEL.leak };
}

function words(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([type, count]) => {
      const known = REDACTION_TYPES.find((one) => one === type);
      return `${known ? REDACTION_RULE[known].label : type}: ${count}`;
    })
    .join(", ");
}

/** What is due, in a sentence. */
export function dueSentence({ lastSignedAt, dueAt, isOverdue, everyDays }: LeakCheckDue): string {
  const last = lastSignedAt
    ? `The last one was signed on ${utcDay(lastSignedAt)}.`
    : "None has been signed yet.";
  if (dueAt === null)
    return `${last} The first is due ${everyDays} days after the first record is stored.`;
  return isOverdue
    ? `${last} The next one was due on ${utcDay(dueAt)} and is overdue.`
    : `${last} The next one is due on ${utcDay(dueAt)}.`;
}
