import "server-only";
import type { Tx } from "@/lib/change-log/transact";

/** Where decisions are read from: a command's transaction, or `read()`. */
export type DecisionSource = { readonly reviewDecision: Pick<Tx["reviewDecision"], "findMany"> };

export type DecisionRow = Awaited<ReturnType<DecisionSource["reviewDecision"]["findMany"]>>[number];

/** What counts of a line: the newest decision of each stage. A stage without one, or whose last word was taken back, is missing. */
export type LineDecisions = { readonly 1?: DecisionRow; readonly 2?: DecisionRow };

/** Every decision of a review in the order it was made, those that were taken back or replaced as well. `only`: of these lines. */
export async function decisionHistory(
  from: DecisionSource,
  reviewId: string,
  only?: readonly string[],
): Promise<DecisionRow[]> {
  const where = { reviewId, ...(only ? { lineId: { in: [...only] } } : {}) };
  return from.reviewDecision.findMany({ where, orderBy: { sequence: "asc" } });
}

/** The decisions of a review that count, by the id of their line. Lines that nobody decided are missing. */
export async function currentDecisions(
  from: DecisionSource,
  reviewId: string,
): Promise<Map<string, LineDecisions>> {
  return newestOf(await decisionHistory(from, reviewId));
}

/** The same of a history that is at hand, oldest first. */
export function newestOf(history: readonly DecisionRow[]): Map<string, LineDecisions> {
  const newest = new Map<string, { 1?: DecisionRow; 2?: DecisionRow }>();
  for (const row of history) {
    const line = newest.get(row.lineId) ?? {};
    const stage = row.stage === 2 ? 2 : 1;
    if (row.decision === "undecided") delete line[stage];
    else line[stage] = row;
    newest.set(row.lineId, line);
  }
  return newest;
}
