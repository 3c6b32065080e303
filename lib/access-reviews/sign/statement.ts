// SIG-04: what somebody says with their signature, in full, as it is shown and kept. Pure.
import { DISPOSITION_LABEL } from "../labels";
import { DISPOSITIONS, type Outcome, type SilenceRule } from "../review-view";
import { counted, instantWords, outcomeWords } from "./sign-words";

export type StatementFacts = {
  readonly signer: { readonly name: string; readonly title: string };
  readonly reference: string;
  readonly snapshot: { readonly lines: number; readonly asOf: Date; readonly hash: string };
  readonly counts: Readonly<Record<Outcome, number>>;
  /** What stands against the signer or their lines; none: empty. */
  readonly conflicts: readonly string[];
};

/** Of a part: what this person decided themselves. `lines`: how many. */
export function partStatement(
  facts: StatementFacts & { readonly stage: 1 | 2; readonly lines: number },
): string {
  const stage = facts.stage === 1 ? "first" : "second";
  return [
    `${opening(facts)}, decided ${counted(facts.lines, "line")} of the access review ${facts.reference} in its ${stage} stage: ${outcomeWords(facts.counts)}.`,
    `They stand in the snapshot of ${counted(facts.snapshot.lines, "line")} that was frozen at ${instantWords(facts.snapshot.asOf)} (SHA-256 ${facts.snapshot.hash}).`,
    "I looked at each of them, I decided each of them myself, and I stand for these decisions.",
    conflictWords(facts),
  ].join(" ");
}

export type DeltaCounts = {
  readonly until: Date | null; // null: not frozen yet, so nobody knows
  readonly byDisposition: Readonly<Record<string, number>>;
  readonly lines: number;
};

/** Of the whole: what everybody decided, what nobody did, and what changed meanwhile. `late`: its reason, where it is late. */
export function signOffStatement(
  facts: StatementFacts & {
    readonly silenceRule: SilenceRule;
    readonly delta: DeltaCounts;
    readonly late: string | null;
  },
): string {
  return [
    `${opening(facts)}, answer for the access review ${facts.reference}.`,
    `I reviewed the ${counted(facts.snapshot.lines, "line")} of the snapshot that was frozen at ${instantWords(facts.snapshot.asOf)} (SHA-256 ${facts.snapshot.hash}), and I approve what was decided: ${outcomeWords(facts.counts)}.`,
    ...silenceWords(facts.counts["no-response"], facts.silenceRule),
    deltaWords(facts.delta),
    ...(facts.late === null ? [] : [`It is signed late, because: ${facts.late}`]),
    conflictWords(facts),
  ].join(" ");
}

/** Of what comes after the signature. `reason`: why, in the signer's words. */
export function addendumStatement(
  facts: StatementFacts & {
    readonly version: number;
    readonly corrected: number;
    readonly delta: DeltaCounts;
    readonly reason: string;
  },
): string {
  return [
    `${opening(facts)}, add to the signed access review ${facts.reference}, as its version ${facts.version}: ${facts.reason}`,
    correctedWords(facts.corrected),
    deltaWords(facts.delta),
    "What was signed before stays as it was signed.",
    conflictWords(facts),
  ].join(" ");
}

function opening({ signer }: StatementFacts): string {
  return `I, ${signer.name}, ${signer.title}`;
}

function silenceWords(silent: number, rule: SilenceRule): string[] {
  if (silent === 0) return [];
  const what =
    rule === "revoke" ? "they are revoked" : "they stay, and a finding is raised about them";
  return [
    `${counted(silent, "line")} got no signed answer in time; by the rule chosen before the start ${what}.`,
  ];
}

function deltaWords({ lines, until, byDisposition }: DeltaCounts): string {
  if (until === null) return "What else has changed since then is not frozen yet.";
  if (lines === 0) return `Nothing else had changed until ${instantWords(until)}.`;
  const each = DISPOSITIONS.map(
    (known) => `${byDisposition[known] ?? 0} ${DISPOSITION_LABEL[known].toLowerCase()}`,
  ).join(", ");
  const changes = counted(lines, "change was found", "changes were found");
  const said = Object.values(byDisposition).reduce((sum, count) => sum + count, 0);
  if (said < lines) {
    return `Until ${instantWords(until)} ${changes}; nobody said yet what becomes of ${lines - said}.`;
  }
  return `Until ${instantWords(until)} ${changes} and disposed of: ${each}.`;
}

function correctedWords(corrected: number): string {
  return corrected === 0
    ? "No outcome of a line is corrected."
    : `The outcome of ${counted(corrected, "line")} is corrected to a stricter one.`;
}

function conflictWords({ conflicts }: StatementFacts): string {
  const listed = conflicts.length === 0 ? "none." : conflicts.join("; ").concat(".");
  return `I have no conflict of authority except as listed: ${listed}`;
}
