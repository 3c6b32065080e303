import { Tabs } from "@/components/ui/tabs";
import {
  pagesOf,
  REVIEW_PAGE_LABEL,
  type ReviewHeadView,
  type ReviewPage,
  reviewPath,
} from "@/lib/access-reviews/head-view";

/** The pages of one review that this reader finds there. */
export function ReviewTabs({ head, current }: { head: ReviewHeadView; current: ReviewPage }) {
  const tabs = pagesOf(head).map((page) => ({
    href: reviewPath(head.id, page),
    label: REVIEW_PAGE_LABEL[page],
    ...(page === "lines" ? { count: head.lines } : {}),
  }));
  return (
    <div className="mb-5">
      <Tabs label="Pages of the review" tabs={tabs} current={reviewPath(head.id, current)} />
    </div>
  );
}
