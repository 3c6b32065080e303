import type { PersonName } from "@/lib/auth/people";
import { ENVIRONMENT_LABEL } from "@/lib/core/environments";
import { LINE_FLAG_LABEL, LINE_KIND_LABEL, OUTCOME_LABEL } from "../labels";
import type { LineChange, LineFlag, Outcome, Risk, Section } from "../review-view";
import type { SnapshotLine } from "../snapshot-view";
import type { DossierLine } from "./dossier";

/** A line of a snapshot in a list. Texts are "" where there is nothing to say; instants are ISO. */
export type ReviewLineRow = {
  readonly id: string;
  readonly n: number;
  readonly what: string;
  readonly principal: string;
  readonly agent: string;
  readonly server: string;
  readonly operation: string;
  readonly environment: string;
  readonly access: string;
  readonly kind: string;
  readonly section: Section;
  readonly risk: Risk;
  readonly flags: readonly { id: LineFlag; words: string }[];
  readonly calls: number;
  readonly denied: number;
  readonly lastUsedAt: string;
  readonly change: LineChange;
  readonly outcome: Outcome | null;
  readonly decision: string;
  readonly decidedBy: string;
  readonly decidedAt: string;
};

export type Names = ReadonlyMap<string, PersonName>;

/** Who may, in words: a person is shown by the name of today. */
export function principalName({ principal }: SnapshotLine, names: Names): string {
  return names.get(principal.id)?.name ?? (principal.label || principal.id);
}

/** What of what, in one line: the operation of a server, or what else the line is about. */
export function lineTitle(line: SnapshotLine, names: Names): string {
  const who = principalName(line, names);
  const what = [line.server?.name, line.operation?.name].filter(Boolean).join(" · ");
  return what === "" ? who : `${who} → ${what}`;
}

/** What a line ended with, with its date or what remains. "" where it is not decided. */
export function outcomeWords({ outcome, judged }: DossierLine, names: Names): string {
  if (outcome === null) return "";
  const word = OUTCOME_LABEL[outcome];
  if (outcome === "keep-until" && judged?.until) {
    return `${word} ${judged.until.toISOString().slice(0, 10)}`;
  }
  if (outcome === "reduce") return `${word} to ${judged?.remaining.length ?? 0}`;
  const owner = outcome === "transfer" ? names.get(judged?.newOwnerId ?? "")?.name : undefined;
  return owner ? `${word}: ${owner}` : word;
}

const ENVIRONMENT: Readonly<Record<string, string>> = ENVIRONMENT_LABEL;

/** An environment by its word; one that a gateway named otherwise as it named it; "" for none. */
export function environmentWord(environment: string | null): string {
  return environment === null ? "" : (ENVIRONMENT[environment] ?? environment);
}

/** The row of a line. `names` may lack people: their ids are shown then. */
export function toReviewLineRow(held: DossierLine, names: Names): ReviewLineRow {
  const { id, line, first, second } = held;
  const { n, section, risk, calls, denied, change } = line;
  const by = [first, second].flatMap((row) => (row ? [row.personId] : []));
  const newest = second ?? first;
  return {
    ...{ id, n, section, risk, calls, denied, change },
    what: lineTitle(line, names),
    principal: principalName(line, names),
    agent: line.agent?.name ?? "",
    server: line.server?.name ?? "",
    operation: line.operation?.name ?? "",
    environment: environmentWord(line.environment),
    access: line.operation?.access ?? "",
    kind: LINE_KIND_LABEL[line.kind],
    flags: line.flags.map((flag) => ({ id: flag, words: LINE_FLAG_LABEL[flag] })),
    lastUsedAt: line.lastUsedAt ?? "",
    outcome: held.outcome,
    decision: outcomeWords(held, names),
    decidedBy: [...new Set(by)].map((person) => names.get(person)?.name ?? person).join(", "),
    decidedAt: newest?.decidedAt.toISOString() ?? "",
  };
}

/** The people a line names, for `namesOf`. */
export function peopleOfLine({ line, first, second, judged }: DossierLine): (string | null)[] {
  return [
    line.principal.kind === "person" ? line.principal.id : null,
    first?.personId ?? null,
    second?.personId ?? null,
    judged?.newOwnerId ?? null,
  ];
}
