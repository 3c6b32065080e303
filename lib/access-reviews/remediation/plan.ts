// What a signed review takes away: pure.
import type { DecisionLine, DeltaLine } from "../decisions-view";
import type { SnapshotLine } from "../snapshot-view";
import type { RemediationKind, RemovalWish, RemovedLine } from "./expected";

export type RemovalCause = "decision" | "silence" | "delta" | "addendum";

/** A line of the snapshot with the id of its row. */
export type SignedLine = { readonly id: string; readonly line: SnapshotLine };

/** One removal that is to be opened. `n`, `lineId` null: a line of the delta. `decidedAt`: ISO, from when calls are exposure. */
export type PlannedRemoval = {
  readonly lineId: string | null;
  readonly n: number | null;
  readonly line: RemovedLine;
  readonly wish: RemovalWish;
  readonly cause: RemovalCause;
  readonly decidedAt: string;
};

type Outcomes = {
  readonly lines: readonly SignedLine[];
  readonly decisions: readonly DecisionLine[];
  readonly delta: readonly DeltaLine[];
  readonly silenceRule: string;
  /** ISO. */
  readonly signedAt: string;
  /** Of corrected outcomes: they come with an addendum. */
  readonly addendum: boolean;
};

/**
 * What is taken away, by the key of the line: whatever was decided, what nobody answered where the rule for silence revokes, and what
 * the delta revokes. One removal a line: the delta, which saw it last, before the snapshot.
 */
export function plannedRemovals(outcomes: Outcomes): Map<string, PlannedRemoval> {
  const byNumber = new Map(outcomes.lines.map((each) => [each.line.n, each]));
  const planned = new Map<string, PlannedRemoval>();
  for (const decision of outcomes.decisions) {
    const signed = byNumber.get(decision.n);
    const removal = signed && ofDecision(signed, decision, outcomes);
    if (removal) planned.set(signed.line.line, removal);
  }
  const byKey = new Map(outcomes.lines.map((each) => [each.line.line, each]));
  for (const change of outcomes.delta) {
    const removal = ofDelta(change, outcomes);
    if (!removal) continue;
    const signed = byKey.get(change.line);
    const { id: lineId = null, line: { n = null } = {} } = signed ?? {};
    planned.set(change.line, { ...removal, lineId, n });
  }
  return planned;
}

const KIND_OF = {
  keep: null,
  "keep-until": "until",
  reduce: "reduce",
  revoke: "revoke",
  transfer: "transfer",
  "no-response": null,
} as const satisfies Record<DecisionLine["outcome"], RemediationKind | null>;

function ofDecision(
  { id, line }: SignedLine,
  decision: DecisionLine,
  { silenceRule, signedAt, addendum }: Outcomes,
): PlannedRemoval | null {
  const silent = decision.outcome === "no-response" && silenceRule === "revoke";
  const kind = silent ? "revoke" : KIND_OF[decision.outcome];
  if (kind === null) return null;
  const { until, remaining, newOwner } = decision;
  const said = decision.decisions.filter((each) => each.decision === decision.outcome);
  const decidedAt = said.map(({ at }) => at).sort()[0] ?? signedAt;
  const cause = silent ? "silence" : decidedBy(addendum);
  return {
    ...{ lineId: id, n: line.n, line, cause, decidedAt },
    wish: { kind, until, remaining, newOwner },
  };
}

function decidedBy(addendum: boolean): RemovalCause {
  return addendum ? "addendum" : "decision";
}

function ofDelta(change: DeltaLine, { addendum }: Outcomes): PlannedRemoval | null {
  if (change.disposition !== "revoke" || change.now === null) return null;
  return {
    ...{ lineId: null, n: null, line: change.now },
    wish: { kind: "revoke", until: null, remaining: [], newOwner: null },
    cause: addendum ? "addendum" : "delta",
    decidedAt: change.at,
  };
}
