// Shapes of access reviews. All texts are RFC 8785, one object a line (NDJSON, each line ended by LF), kept, hashed and handed out so.
// Instants are ISO 8601 in UTC with milliseconds; people are ids.

import type { DeltaChange, Disposition, Outcome, SignatureRole } from "./review-view";
import type { SnapshotLine } from "./snapshot-view";

/** The first line of a decisions.ndjson. `by` null: of the whole review. */
export type DecisionsHeader = {
  readonly v: 1;
  readonly file: "decisions";
  readonly review: string;
  readonly snapshot: string; // its hash
  readonly role: SignatureRole;
  readonly by: string | null;
  readonly lines: number;
};

/** What one person decided about a line in one stage. */
export type StageDecision = {
  readonly stage: 1 | 2;
  readonly by: string;
  readonly decision: Exclude<Outcome, "no-response">;
  readonly until: string | null;
  readonly remaining: readonly string[];
  readonly newOwner: string | null;
  readonly comment: string;
  readonly bulk: string | null;
  readonly at: string;
};

/** One line of decisions.ndjson. A part holds the decisions of its signer alone, and its `outcome` is that decision. */
export type DecisionLine = {
  readonly n: number;
  readonly line: string;
  readonly outcome: Outcome;
  readonly until: string | null;
  readonly remaining: readonly string[];
  readonly newOwner: string | null;
  readonly decisions: readonly StageDecision[];
};

/** The first line of delta.ndjson. */
export type DeltaHeader = {
  readonly v: 1;
  readonly file: "delta";
  readonly review: string;
  readonly snapshot: string;
  readonly from: string;
  readonly to: string;
  readonly query: string;
  readonly lines: number;
};

/** One line of delta.ndjson (REV-10). The stored text leaves out `disposition`, `comment`, `by` and `at`. */
export type DeltaLine = {
  readonly n: number;
  readonly line: string;
  readonly change: DeltaChange;
  readonly fields: readonly {
    readonly field: string;
    readonly before: string;
    readonly after: string;
  }[];
  readonly now: Omit<SnapshotLine, "n"> | null; // null: it is gone
  readonly disposition: Disposition;
  readonly comment: string;
  readonly by: string;
  readonly at: string;
};

/** The first line of assignments.ndjson, and its lines: who was to decide what, from when until when. `n` 0: the whole review. */
export type AssignmentsHeader = {
  readonly v: 1;
  readonly file: "assignments";
  readonly review: string;
  readonly lines: number;
};
export type AssignmentLine = {
  readonly n: number;
  readonly stage: 1 | 2 | 3;
  readonly person: string;
  readonly how: string;
  readonly why: string;
  readonly from: string;
  readonly until: string | null;
};
