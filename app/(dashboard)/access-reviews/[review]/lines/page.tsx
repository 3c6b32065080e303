import { LineFilters } from "@/components/access-reviews/line-filters";
import { LineTable } from "@/components/access-reviews/line-table";
import { ReviewBroken } from "@/components/access-reviews/review-broken";
import { ReviewHead } from "@/components/access-reviews/review-head";
import { ExportMenu } from "@/components/data-table/export-menu";
import { getReviewHead } from "@/lib/access-reviews/overview/head";
import { filterLines } from "@/lib/access-reviews/overview/lines";
import { LINE_LIST } from "@/lib/access-reviews/overview/lines-schema";
import { toReviewLineRow } from "@/lib/access-reviews/overview/lines-view";
import { getReviewLines } from "@/lib/access-reviews/overview/queries";
import { snapshotIntegrity } from "@/lib/access-reviews/snapshot/integrity";
import { can } from "@/lib/auth/actor";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { found, requireActor } from "@/lib/server/require-actor";

export const metadata = { title: "Lines of an access review" };

export default async function ReviewLinesPage({
  params,
  searchParams,
}: {
  params: Promise<{ review: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("review:read");
  const { review } = await params;
  const { filters, q, sort, dir, page, pageSize, cols } = listParams(await searchParams, LINE_LIST);
  const head = await found(getReviewHead(actor, review, new Date()));
  const { dossier, all, names } = await found(getReviewLines(actor, review));
  const hits = filterLines(dossier.lines, { ...filters, q, sort, dir }, names);
  const shown = hits.slice((page - 1) * pageSize, page * pageSize);
  return (
    <>
      <ReviewHead
        head={head}
        current="lines"
        count={hits.length}
        lead={`${all ? "Everything that may call" : "What is or was yours to decide"}, as it was frozen at the start, with what became of each line. Nothing here is edited: what a line says is what was reviewed.`}
        actions={
          can(actor, "review:export") ? (
            <ExportMenu href={`/api/access-reviews/lines/export?review=${head.id}`} />
          ) : null
        }
      />
      <ReviewBroken {...(await snapshotIntegrity(head.id))} />
      <LineFilters />
      <LineTable
        rows={shown.map((held) => toReviewLineRow(held, names))}
        total={hits.length}
        page={page}
        pageSize={pageSize}
        sort={{ by: sort, dir }}
        cols={cols}
      />
    </>
  );
}
