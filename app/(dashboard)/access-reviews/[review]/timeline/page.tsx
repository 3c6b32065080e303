import { ReviewHead } from "@/components/access-reviews/review-head";
import { TimelineTable } from "@/components/access-reviews/timeline-table";
import { ExportMenu } from "@/components/data-table/export-menu";
import { FilterBar } from "@/components/data-table/filter-bar";
import { getReviewHead } from "@/lib/access-reviews/overview/head";
import { getTimeline } from "@/lib/access-reviews/timeline/queries";
import { TIMELINE_LIST } from "@/lib/access-reviews/timeline/schema";
import { toTimelineRow } from "@/lib/access-reviews/timeline/timeline-view";
import { can } from "@/lib/auth/actor";
import { readsKind } from "@/lib/change-log/visible";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { found, requireActor } from "@/lib/server/require-actor";

export const metadata = { title: "Timeline of an access review" };

export default async function ReviewTimelinePage({
  params,
  searchParams,
}: {
  params: Promise<{ review: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("review:read");
  const { review } = await params;
  const { filters, page, pageSize } = listParams(await searchParams, TIMELINE_LIST);
  const show = filters.show ?? "steps";
  const head = await found(getReviewHead(actor, review, new Date()));
  const { records, total, folded, names } = await getTimeline(actor, review, {
    ...{ show, page, pageSize },
  });
  return (
    <>
      <ReviewHead
        head={head}
        current="timeline"
        count={total}
        lead={sentence(folded)}
        actions={
          can(actor, "review:export") ? (
            <ExportMenu href={`/api/access-reviews/timeline/export?review=${head.id}`} />
          ) : null
        }
      />
      <FilterBar
        filters={[
          {
            kind: "select",
            name: "show",
            label: "Show",
            any: "what moved it",
            options: [{ value: "all", label: "every single act" }],
          },
        ]}
      />
      <TimelineTable
        rows={records.map((record) => toTimelineRow(record, names))}
        opens={readsKind(actor, "review")}
        total={total}
        page={page}
        pageSize={pageSize}
      />
    </>
  );
}

function sentence(folded: number): string {
  const all =
    "Everything that was recorded about this review, in the order it happened, by the clock of the server.";
  if (folded === 0) return all;
  return `${all} ${folded.toLocaleString("en")} single decisions, reminders and challenges are left out here.`;
}
