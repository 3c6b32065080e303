import { CheckSection } from "@/components/access-reviews/check-section";
import { RemovalFilters } from "@/components/access-reviews/removal-filters";
import { RemovalTable } from "@/components/access-reviews/removal-table";
import { ReviewHead } from "@/components/access-reviews/review-head";
import { ExportMenu } from "@/components/data-table/export-menu";
import { listHref } from "@/components/data-table/list-link";
import { checksOf } from "@/lib/access-reviews/check/queries";
import { reviewPath } from "@/lib/access-reviews/head-view";
import { getReviewHead } from "@/lib/access-reviews/overview/head";
import { REMOVAL_LIST } from "@/lib/access-reviews/remediation/list-schema";
import { listRemovals, namesIn } from "@/lib/access-reviews/remediation/queries";
import { removalsSentence, toRemovalRow } from "@/lib/access-reviews/remediation/removal-view";
import { can } from "@/lib/auth/actor";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { found, requireActor } from "@/lib/server/require-actor";
import { addressOf } from "../../../address";
import { drawCheckAction } from "../../checks/actions";
import { OpenedRemoval } from "../../removals/opened";

export const metadata = { title: "Removals of an access review" };

export default async function ReviewRemovalsPage({
  params,
  searchParams,
}: {
  params: Promise<{ review: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("review:read");
  const now = new Date();
  const { review: id } = await params;
  const given = await searchParams;
  const { filters, page, pageSize, open, cols } = listParams(given, REMOVAL_LIST);
  const head = await found(getReviewHead(actor, id, now));
  const wish = { reviewId: head.id, show: filters.show ?? "all", mine: filters.mine === "yes" };
  const [listed, checks] = await Promise.all([
    listRemovals(actor, { ...wish, page, pageSize }, now),
    checksOf(actor, head.id),
  ]);
  const names = await namesIn(listed.removals);
  const [path, address] = [reviewPath(head.id, "removals"), addressOf(given)];
  return (
    <>
      <ReviewHead
        head={head}
        current="removals"
        count={listed.total}
        lead={leadOf(head.signedAt, listed)}
        actions={
          can(actor, "review:export") ? (
            <ExportMenu href={`/api/access-reviews/removals/export?review=${head.id}`} />
          ) : null
        }
      />
      <RemovalFilters first="all" />
      <RemovalTable
        rows={listed.removals.map((each) => toRemovalRow(each, names, now))}
        total={listed.total}
        page={page}
        pageSize={pageSize}
        cols={cols}
        openId={open}
        rowHref={({ id: removal }) => listHref(path, address, { open: removal })}
      />
      <CheckSection
        reviewId={head.id}
        checks={checks.rows}
        population={checks.population}
        people={checks.people}
        size={checks.size}
        draw={can(actor, "review:check") && head.signedAt !== null ? drawCheckAction : null}
      />
      {open === "" ? null : (
        <OpenedRemoval
          actor={actor}
          id={open}
          now={now}
          closeHref={listHref(path, address, { open: null })}
        />
      )}
    </>
  );
}

function leadOf(
  signedAt: string | null,
  counts: Parameters<typeof removalsSentence>[0] & { readonly total: number },
): string {
  if (signedAt === null) return "What is taken away stands here once the review is signed.";
  return counts.total === 0 ? "The review took nothing away." : removalsSentence(counts);
}
