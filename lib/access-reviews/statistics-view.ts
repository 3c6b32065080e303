import type { Outcome } from "./review-view";

/** REV-14, REV-23: how it was decided. Shares are 0 to 1; seconds are the median between two decisions of one person. */
export type ReviewStatistics = {
  readonly lines: number;
  readonly byOutcome: Readonly<Record<Outcome, number>>;
  readonly reviewers: readonly PersonStatistics[];
  readonly indicators: readonly {
    readonly id: string;
    readonly words: string;
    readonly raised: boolean;
  }[];
};
export type PersonStatistics = {
  readonly personId: string;
  readonly decisions: number;
  readonly medianSeconds: number | null;
  readonly fastestMinute: number; // decisions within the fullest minute
  readonly keepShare: number;
  readonly bulkShare: number;
  readonly openedShare: number;
  readonly sameCommentShare: number; // the largest share of comments that say the same
  readonly nightShare: number; // decided from 22:00 to 06:00 UTC
  readonly relations: Readonly<Record<string, number>>; // server-owner, deputy, approved-it, … : how many lines
};
