import { StateMark } from "@/components/ui/state-mark";
import { REVIEW_STATUS_LABEL } from "@/lib/access-reviews/labels";
import type { ReviewStatus } from "@/lib/access-reviews/review-view";

const TONES = {
  draft: "plain",
  open: "strong",
  signed: "strong",
  remediated: "strong",
  discarded: "muted",
} as const satisfies Record<ReviewStatus, string>;

/** Where a review stands, and that its due day passed before it was signed. */
export function ReviewMark({ status, late }: { status: ReviewStatus; late: boolean }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1">
      <StateMark tone={TONES[status]}>{REVIEW_STATUS_LABEL[status]}</StateMark>
      {late && status !== "draft" && status !== "discarded" ? (
        <StateMark tone="attention">
          {status === "open" ? "Past its due day" : "Signed late"}
        </StateMark>
      ) : null}
    </span>
  );
}
