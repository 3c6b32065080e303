import { CompareFilters } from "@/components/access-reviews/compare-filters";
import { CompareTable } from "@/components/access-reviews/compare-table";
import { ReviewHead } from "@/components/access-reviews/review-head";
import { ExportMenu } from "@/components/data-table/export-menu";
import { countCompared } from "@/lib/access-reviews/compare/compare";
import { toComparedRow } from "@/lib/access-reviews/compare/compare-view";
import { getComparison } from "@/lib/access-reviews/compare/queries";
import { COMPARE_LIST } from "@/lib/access-reviews/compare/schema";
import { getReviewHead } from "@/lib/access-reviews/overview/head";
import { can } from "@/lib/auth/actor";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { found, requireActor } from "@/lib/server/require-actor";

export const metadata = { title: "Comparison of access reviews" };

export default async function ReviewComparePage({
  params,
  searchParams,
}: {
  params: Promise<{ review: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("review:read");
  const { review } = await params;
  const { filters, page, pageSize } = listParams(await searchParams, COMPARE_LIST);
  const head = await found(getReviewHead(actor, review, new Date()));
  const { before, others, lines, names } = await found(getComparison(actor, review, filters.with));
  const counts = countCompared(lines);
  const kept = lines.filter(({ state }) => filters.state === null || state === filters.state);
  const shown = kept.slice((page - 1) * pageSize, page * pageSize);
  return (
    <>
      <ReviewHead
        head={head}
        current="compare"
        count={kept.length}
        lead={sentence(before?.review.reference ?? null, counts)}
        actions={
          before && can(actor, "review:export") ? (
            <ExportMenu href={`/api/access-reviews/compare/export?review=${head.id}`} />
          ) : null
        }
      />
      {before ? <CompareFilters others={others} counts={counts} /> : null}
      <CompareTable
        rows={shown.flatMap((line) => toComparedRow(line, names) ?? [])}
        {...(before ? { total: kept.length, page, pageSize } : {})}
      />
    </>
  );
}

function sentence(earlier: string | null, counts: ReturnType<typeof countCompared>): string {
  if (earlier === null) return "There is no earlier review to compare this one with.";
  const said = (count: number) => count.toLocaleString("en");
  return `Since ${earlier}: ${said(counts.new)} lines are new, ${said(counts.changed)} changed, ${said(counts.gone)} are gone, ${said(counts.same)} are the same. How often something was used is no change.`;
}
