import type {
  Decision,
  LineChange,
  LineFlag,
  LineKind,
  ReviewStatus,
  Risk,
  Section,
} from "../review-view";

/** What somebody said of a line in a stage. Instants are ISO, UTC; `by` is a name. `signed`: final. */
export type SaidView = {
  readonly id: string;
  readonly decision: Decision;
  readonly until: string | null;
  readonly remaining: readonly string[];
  readonly newOwner: string | null;
  readonly comment: string;
  readonly by: string;
  readonly mine: boolean;
  readonly at: string;
  readonly together: boolean;
  readonly signed: boolean;
};

/** A line as the list shows it. */
export type DecideLine = {
  readonly id: string;
  readonly n: number;
  readonly kind: LineKind;
  readonly section: Section;
  readonly risk: Risk;
  readonly who: string;
  readonly agent: string;
  readonly server: string;
  readonly operation: string;
  readonly environment: string;
  readonly access: string;
  readonly flags: readonly LineFlag[];
  readonly change: LineChange;
  readonly calls: number;
  readonly recommended: Decision;
  /** Why keeping it needs a comment; empty: it needs none. */
  readonly keepNeeds: readonly string[];
  /** Lines of the same class may be kept together; null: not this one. */
  readonly together: string | null;
  /** In the second stage: whether the first has decided. True in the first. */
  readonly ready: boolean;
};

/** What counts of each line now, by its id; null: nobody has decided it. */
export type SaidByLine = Readonly<Record<string, SaidView | null>>;

/** What a person has to decide in a stage of a review. */
export type DecidePart = {
  readonly status: ReviewStatus;
  readonly lines: readonly DecideLine[];
  readonly said: SaidByLine;
  readonly secondsPerLine: number;
  readonly togetherMax: number;
};

/** One row of facts. `tone` where it should be noticed. */
export type Fact = {
  readonly term: string;
  readonly value: string;
  /** In smaller words under the value. */
  readonly detail?: string;
  readonly href?: string;
  readonly tone?: "attention" | "fail";
};

/** Everything a reviewer needs to judge a line (REV-05), ready to show. */
export type LineFacts = {
  readonly id: string;
  readonly title: string;
  readonly where: string;
  readonly meaning: string;
  readonly purpose: string;
  readonly recommendation: { readonly decision: Decision; readonly because: string };
  readonly marks: readonly { readonly words: string; readonly tone: "plain" | "attention" }[];
  readonly use: readonly Fact[];
  readonly facts: readonly Fact[];
  /** What may be taken from it. */
  readonly parts: readonly { readonly id: string; readonly name: string; readonly calls: number }[];
  readonly canReduce: boolean;
  readonly canTransfer: boolean;
  readonly changed: readonly string[];
  readonly previous: string | null;
  /** In the second stage: what the first said. */
  readonly first: SaidView | null;
  readonly href: string;
};

/** Somebody who can be named as the new owner, or as who can judge. */
export type NamedPerson = { readonly id: string; readonly name: string; readonly title: string };
