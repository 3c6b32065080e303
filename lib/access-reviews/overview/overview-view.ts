import { OUTCOME_LABEL, SIGNATURE_ROLE_LABEL } from "../labels";
import { OUTCOMES, type Outcome, SIGNATURE_ROLES, type SignatureRole } from "../review-view";
import type { DossierLine } from "./dossier";
import type { Names } from "./lines-view";
import type { OverviewFacts } from "./queries";

/** How many lines ended how. `undecided` is none of the outcomes: nobody answered yet. */
export type OutcomeCount = {
  readonly id: Outcome | "undecided";
  readonly label: string;
  readonly count: number;
  readonly privileged: number;
};

/** Counts by outcome, those of the privileged section apart; what nobody answered yet comes last. */
export function outcomeCounts(lines: readonly DossierLine[]): OutcomeCount[] {
  const counted = (id: OutcomeCount["id"], label: string): OutcomeCount => {
    const own = lines.filter(({ outcome }) => (outcome ?? "undecided") === id);
    const privileged = own.filter(({ line }) => line.section === "privileged").length;
    return { id, label, count: own.length, privileged };
  };
  return [
    ...OUTCOMES.map((outcome) => counted(outcome, OUTCOME_LABEL[outcome])),
    counted("undecided", "Not decided yet"),
  ];
}

/** How far one person is in one stage. */
export type PartRow = {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly stage: string;
  readonly lines: number;
  readonly decided: number;
  readonly undecided: number;
  readonly cannotJudge: number;
  readonly signedAt: string;
  readonly signatureId: string;
};

export function toPartRow(part: OverviewFacts["parts"][number], names: Names): PartRow {
  const { personId, stage, lines, decided, undecided, cannotJudge } = part;
  const person = names.get(personId);
  return {
    ...{ id: `${personId}:${stage}`, lines, decided, undecided, cannotJudge },
    ...{ name: person?.name ?? personId, title: person?.title ?? "" },
    stage: SIGNATURE_ROLE_LABEL[stage === 2 ? "stage-2" : "stage-1"],
    ...{ signedAt: part.signedAt ?? "", signatureId: part.signatureId ?? "" },
  };
}

/** A signature in a list; `whole` says what its bytes came to when they were checked just now. */
export type SignatureRow = {
  readonly id: string;
  readonly sequence: number;
  readonly role: string;
  readonly name: string;
  readonly title: string;
  readonly method: string;
  readonly at: string;
  readonly hash: string;
  readonly whole: boolean;
  readonly detail: string;
};

export function toSignatureRow(
  signature: OverviewFacts["signatures"][number],
  { signatures }: OverviewFacts["integrity"],
): SignatureRow {
  const { id, sequence, hash, receivedAt } = signature;
  const check = signatures.find((each) => each.id === id);
  return {
    ...{ id, sequence, hash, at: receivedAt.toISOString() },
    ...{ name: signature.printedName, title: signature.printedTitle },
    role: SIGNATURE_ROLE_LABEL[signatureRole(signature.role)],
    method: methodWords(signature.method),
    whole: check?.state === "whole",
    detail: check?.detail ?? "",
  };
}

export function signatureRole(text: string): SignatureRole {
  return SIGNATURE_ROLES.find((role) => role === text) ?? "sign-off";
}

/** A password sign-off is sealed by the server, and is called the weaker thing wherever it is shown. */
export function methodWords(method: string): string {
  return method === "password" ? "Password, sealed by the server (weaker)" : "Passkey";
}

/** The one sentence of the overview: what stands, and what is still open. */
export function overviewSentence(facts: OverviewFacts): string {
  const { review, lines } = facts.dossier;
  if (review.status === "discarded") return "This draft was discarded and never started.";
  if (review.launchedAt === null) return "It is being prepared: nothing is frozen yet.";
  if (facts.integrity.state === "broken") {
    return "What is stored is no longer what was frozen and signed.";
  }
  const all = lines.length.toLocaleString("en");
  const decided = lines.filter(({ outcome }) => outcome !== null).length;
  if (review.signedAt === null) {
    const left = (lines.length - decided).toLocaleString("en");
    return `${decided.toLocaleString("en")} of ${all} lines are decided in each of their stages, ${left} are not, and nobody has signed the whole.`;
  }
  const open = removalsIn(facts, ["open", "reopened"]);
  if (open > 0) {
    return `${all} lines are signed; ${removalWords(open)} not shown by the data yet.`;
  }
  const removed = removalsIn(facts, ["verified", "accepted"]);
  if (removed === 0) return `${all} lines are signed, and nothing was to be taken away.`;
  return `${all} lines are signed, and the data show that what was to be taken away is gone or was accepted: ${removalWords(removed)} closed.`;
}

function removalWords(count: number): string {
  return count === 1 ? "1 removal is" : `${count.toLocaleString("en")} removals are`;
}

/** How many removals are in one of these states. */
export function removalsIn(
  { removals }: Pick<OverviewFacts, "removals">,
  states: readonly string[],
): number {
  return removals
    .filter(({ state }) => states.includes(state))
    .reduce((sum, { _count }) => sum + _count, 0);
}
