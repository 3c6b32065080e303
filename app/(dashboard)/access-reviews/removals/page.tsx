import { RemovalFilters } from "@/components/access-reviews/removal-filters";
import { RemovalTable } from "@/components/access-reviews/removal-table";
import { RoomTabs } from "@/components/access-reviews/room-tabs";
import { ExportMenu } from "@/components/data-table/export-menu";
import { listHref } from "@/components/data-table/list-link";
import { PageHeader } from "@/components/ui/page-header";
import { REMOVAL_LIST } from "@/lib/access-reviews/remediation/list-schema";
import { listRemovals, namesIn } from "@/lib/access-reviews/remediation/queries";
import { removalsSentence, toRemovalRow } from "@/lib/access-reviews/remediation/removal-view";
import { can } from "@/lib/auth/actor";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";
import { addressOf } from "../../address";
import { OpenedRemoval } from "./opened";

export const metadata = { title: "Removals of access" };

const PATH = "/access-reviews/removals";

export default async function RemovalsPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("review:read");
  const now = new Date();
  const given = await searchParams;
  const { filters, page, pageSize, open, cols } = listParams(given, REMOVAL_LIST);
  const wish = { reviewId: null, show: filters.show ?? "open", mine: filters.mine === "yes" };
  const found = await listRemovals(actor, { ...wish, page, pageSize }, now);
  const names = await namesIn(found.removals);
  const address = addressOf(given);
  return (
    <>
      <PageHeader
        title="Removals"
        count={found.total}
        lead={removalsSentence(found)}
        actions={
          can(actor, "review:export") ? (
            <ExportMenu href="/api/access-reviews/removals/export" />
          ) : null
        }
      />
      <RoomTabs current={PATH} may={(right) => can(actor, right)} />
      <RemovalFilters first="open" />
      <RemovalTable
        rows={found.removals.map((each) => toRemovalRow(each, names, now))}
        total={found.total}
        page={page}
        pageSize={pageSize}
        cols={cols}
        openId={open}
        rowHref={({ id }) => listHref(PATH, address, { open: id })}
      />
      {open === "" ? null : (
        <OpenedRemoval
          actor={actor}
          id={open}
          now={now}
          closeHref={listHref(PATH, address, { open: null })}
        />
      )}
    </>
  );
}
