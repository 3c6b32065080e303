import type { Fitness } from "./fitness-view";

/** A reviewer in one stage of a review. Instants are ISO texts, "" where there is none. */
export type ReviewerRow = {
  readonly id: string; // person:stage
  readonly name: string;
  readonly title: string;
  readonly stage: string;
  readonly how: string;
  readonly lines: number;
  readonly decided: number;
  readonly undecided: number;
  readonly cannotJudge: number;
  readonly signedAt: string;
  readonly signatureId: string;
  /** What is on record without blocking: "approved it: 12 lines". */
  readonly flagged: string;
  readonly fitness: Fitness;
  readonly fitnessWords: string;
  readonly left: boolean;
};

/** Lines that somebody has or had, in one way. `until` "": they still have them. */
export type AssignmentRow = {
  readonly id: string;
  readonly name: string;
  readonly stage: string;
  readonly how: string;
  readonly why: string;
  readonly numbers: string;
  readonly lines: number;
  readonly from: string;
  readonly until: string;
  readonly by: string;
};

/** A line that its reviewer cannot judge, and who they say can. */
export type CannotJudgeRow = {
  readonly id: string;
  readonly lineId: string;
  readonly n: number;
  readonly what: string;
  readonly stage: 1 | 2;
  readonly byId: string;
  readonly by: string;
  readonly namedId: string;
  readonly named: string;
  readonly comment: string;
};

/** A person who may review, and the record that says why. */
export type FitnessRow = {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly fitness: Fitness;
  readonly fitnessWords: string;
  readonly role: string;
  readonly trainedOn: string; // a UTC day
  readonly suitability: string;
  readonly recordedBy: string;
  readonly recordedAt: string;
};

export type DelegationRow = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly review: string;
  readonly state: "to come" | "running" | "over" | "ended";
  readonly firstAt: string;
  readonly until: string;
  readonly reason: string;
  readonly recordedBy: string;
  readonly recordedAt: string;
  readonly mayEnd: boolean;
};

export type PersonNames = ReadonlyMap<string, { readonly name: string; readonly title: string }>;

/** The name behind an id; jobs keep theirs. */
export function nameIn(names: PersonNames, id: string | null): string {
  return id === null ? "" : (names.get(id)?.name ?? id);
}
