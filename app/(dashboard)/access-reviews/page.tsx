import { PrepareFilters } from "@/components/access-reviews/prepare-filters";
import { ReviewTable } from "@/components/access-reviews/review-table";
import { RoomTabs } from "@/components/access-reviews/room-tabs";
import { ExportMenu } from "@/components/data-table/export-menu";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { listReviewRows } from "@/lib/access-reviews/prepare/list";
import { REVIEW_KINDS, REVIEW_STATUSES } from "@/lib/access-reviews/review-view";
import { can } from "@/lib/auth/actor";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";
import { listSentence } from "./sentence";

export const metadata = { title: "Access reviews" };

const LIST = {
  sorts: ["quarter"],
  defaultSort: "quarter",
  filters: { status: REVIEW_STATUSES, kind: REVIEW_KINDS, quarter: "text" },
} as const;

export default async function AccessReviewsPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("review:read");
  const { filters, cols } = listParams(await searchParams, LIST);
  const { rows, causes } = await listReviewRows(actor, filters, new Date());
  const mayPrepare = can(actor, "review:prepare");
  return (
    <>
      <PageHeader
        title="Access reviews"
        count={rows.length}
        lead={listSentence(rows, can(actor, "review:read-all") ? causes : null)}
        actions={
          <>
            {can(actor, "review:export") ? <ExportMenu href="/api/access-reviews/export" /> : null}
            {mayPrepare ? (
              <ButtonLink variant="primary" href="/access-reviews/new">
                Prepare a review
              </ButtonLink>
            ) : null}
          </>
        }
      />
      <RoomTabs current="/access-reviews" may={(right) => can(actor, right)} />
      <PrepareFilters />
      <ReviewTable rows={rows} cols={cols} mayPrepare={mayPrepare} />
    </>
  );
}
