import type { ReviewKind, ReviewStatus } from "./review-view";

/** What stands at the top of each page of a review, and which of its pages the reader can open. */
export type ReviewHeadView = {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly kind: ReviewKind;
  readonly quarter: string;
  readonly status: ReviewStatus;
  /** ISO instants; null while it is not so far. */
  readonly asOf: string | null;
  readonly dueAt: string;
  readonly signedAt: string | null;
  readonly remediatedAt: string | null;
  /** Whether its due day passed before it was signed. */
  readonly late: boolean;
  /** Lines of the snapshot; 0 before the start. */
  readonly lines: number;
  /** What the reader has in it: lines to decide in these stages, and the sign-off of the whole. */
  readonly mine: { readonly stages: readonly (1 | 2)[]; readonly signOff: boolean };
};

/** The pages of a review, in the order of its tabs. */
export const REVIEW_PAGES = [
  "overview",
  "prepare",
  "lines",
  "decide",
  "sign",
  "reviewers",
  "delta",
  "removals",
  "compare",
  "timeline",
  "packs",
] as const;
export type ReviewPage = (typeof REVIEW_PAGES)[number];

export const REVIEW_PAGE_LABEL = {
  overview: "Overview",
  prepare: "Prepare",
  lines: "Lines",
  decide: "Decide",
  sign: "Sign",
  reviewers: "Reviewers",
  delta: "Changes since",
  removals: "Removals",
  compare: "Compare",
  timeline: "Timeline",
  packs: "Packs",
} as const satisfies Record<ReviewPage, string>;

/** Where a page of a review is. */
export function reviewPath(id: string, page: ReviewPage = "overview"): string {
  return page === "overview" ? `/access-reviews/${id}` : `/access-reviews/${id}/${page}`;
}

const BEFORE_THE_START: readonly ReviewPage[] = ["overview", "prepare", "timeline"];

/** The pages there are for a reader: a draft has few, and to decide or sign one must have a part in it. */
export function pagesOf(head: Pick<ReviewHeadView, "status" | "mine">): ReviewPage[] {
  const { status, mine } = head;
  if (status === "draft" || status === "discarded") return [...BEFORE_THE_START];
  const part = mine.stages.length > 0;
  return REVIEW_PAGES.filter((page) => {
    if (page === "prepare") return false;
    if (page === "decide") return part;
    if (page === "sign") return part || mine.signOff;
    return true;
  });
}
