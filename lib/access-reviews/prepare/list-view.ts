import type { ReviewKind, ReviewStatus } from "../review-view";

/** A review as the list shows it. Instants are ISO, UTC; null while it is not so far. */
export type ReviewRow = {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly kind: ReviewKind;
  readonly quarter: string;
  readonly status: ReviewStatus;
  readonly late: boolean;
  readonly owner: string;
  readonly launchedAt: string | null;
  readonly dueAt: string;
  readonly signedAt: string | null;
  readonly remediatedAt: string | null;
  readonly lines: number | null;
  /** Decisions that were made, of those that are to be made; null before the start. */
  readonly decided: { readonly made: number; readonly of: number } | null;
  readonly openRemovals: number;
  /** REV-12, in words; "" for an off-cycle one. */
  readonly timeliness: string;
  readonly timelinessOutcome: "pass" | "attention" | "fail" | "none";
};
