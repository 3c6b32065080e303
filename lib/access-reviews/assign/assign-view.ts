/** A line that somebody is to decide. */
export type MyLine = {
  readonly lineId: string;
  readonly stage: 1 | 2;
  /** How many stages decide it: two as well where an exception put a second reviewer on it. */
  readonly stages: 1 | 2;
  readonly how: string;
  readonly why: string;
  /** In whose place: the person who delegated it; null: their own. */
  readonly inPlaceOf: string | null;
};

/** What a person has to decide in a stage, how far they are, and their signature. Instants are ISO, UTC. */
export type ReviewerPart = {
  readonly personId: string;
  readonly stage: 1 | 2;
  readonly lineIds: readonly string[];
  readonly lines: number;
  readonly decided: number; // without those they cannot judge
  readonly cannotJudge: number;
  readonly undecided: number;
  readonly signedAt: string | null;
  readonly signatureId: string | null;
};
