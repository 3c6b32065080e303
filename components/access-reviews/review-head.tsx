import type { ReactNode } from "react";
import { PageHeader } from "@/components/ui/page-header";
import {
  REVIEW_PAGE_LABEL,
  type ReviewHeadView,
  type ReviewPage,
  reviewPath,
} from "@/lib/access-reviews/head-view";
import { ReviewMark } from "./review-mark";
import { ReviewTabs } from "./review-tabs";

/**
 * The top of each page of a review: which review, where it stands, its pages as tabs. `lead`: what this page proves or lacks today;
 * `title` where the tab's own word is not enough.
 */
export function ReviewHead({
  head,
  current,
  title,
  count,
  lead,
  actions,
}: {
  head: ReviewHeadView;
  current: ReviewPage;
  title?: string;
  count?: number;
  lead: ReactNode;
  actions?: ReactNode;
}) {
  const overview = current === "overview";
  return (
    <>
      <PageHeader
        title={
          title ?? (overview ? head.title : `${REVIEW_PAGE_LABEL[current]}: ${head.reference}`)
        }
        {...(count === undefined ? {} : { count })}
        back={
          overview
            ? { href: "/access-reviews", label: "Access reviews" }
            : { href: reviewPath(head.id), label: head.title }
        }
        badge={<ReviewMark status={head.status} late={head.late} />}
        lead={lead}
        actions={actions}
      />
      <ReviewTabs head={head} current={current} />
    </>
  );
}
