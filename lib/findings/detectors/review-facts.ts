// What is known of access reviews: those in progress, those signed, and what they took away.

/** A review that is being decided. `undecided`: lines that lack the decision of a stage they have. */
export type OpenReview = {
  readonly id: string;
  readonly reference: string;
  readonly dueAt: Date;
  readonly lines: number;
  readonly undecided: number;
};

/** A signed review with lines that nobody answered, left as they were. */
export type SilentReview = {
  readonly id: string;
  readonly reference: string;
  readonly signedAt: Date;
  readonly lines: number;
  readonly silent: number;
};

/** A removal that is not verified. `usedAt`: when it was found that a call went through after it was gone. */
export type OpenRemoval = {
  readonly id: string;
  readonly reviewId: string;
  readonly reference: string;
  readonly critical: boolean;
  readonly dueAt: Date;
  readonly standing: string;
  readonly usedAt: Date | null;
  readonly because: string;
};

/** A review whose snapshot or signature is no longer what it was, when it was last looked at. */
export type BrokenReview = {
  readonly id: string;
  readonly reference: string;
  readonly foundAt: Date;
  readonly detail: string;
};

export type ReviewFacts = {
  readonly open: readonly OpenReview[];
  readonly silent: readonly SilentReview[];
  readonly removals: readonly OpenRemoval[];
  readonly broken: readonly BrokenReview[];
  /** Started reviews in all. */
  readonly started: number;
};

export const NO_REVIEWS: ReviewFacts = {
  ...{ open: [], silent: [], removals: [], broken: [] },
  started: 0,
};
