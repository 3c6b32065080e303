import { AccessTabs } from "@/components/access-matrix/access-tabs";
import { CellDrawer } from "@/components/access-matrix/cell-drawer";
import { cellOfKey } from "@/components/access-matrix/cell-key";
import { MatrixFilters } from "@/components/access-matrix/matrix-filters";
import { MatrixFlags } from "@/components/access-matrix/matrix-flags";
import { MatrixFreshness } from "@/components/access-matrix/matrix-freshness";
import { MatrixHeatMap } from "@/components/access-matrix/matrix-heat-map";
import { MatrixLegend } from "@/components/access-matrix/matrix-legend";
import { MatrixList } from "@/components/access-matrix/matrix-list";
import { MatrixViews } from "@/components/access-matrix/matrix-views";
import { ExportMenu } from "@/components/data-table/export-menu";
import { listHref } from "@/components/data-table/list-link";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { listCells } from "@/lib/access-matrix/matrix/queries-matrix";
import { can } from "@/lib/auth/actor";
import type { SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";
import { addressOf } from "../address";
import { openCell } from "./cell";
import { matrixSentence } from "./sentence";
import { matrixAsked } from "./wish";

export const metadata = { title: "Access matrix" };

const HREF = "/access-matrix";

export default async function AccessMatrixPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("matrix:read");
  const now = new Date();
  const given = await searchParams;
  const { params, wish, pinned, view } = matrixAsked(given, now);
  const open = typeof given.open === "string" ? given.open : "";
  const [listed, opened] = await Promise.all([
    listCells(actor, { ...wish, ...params }),
    openCell(actor, open, wish),
  ]);
  const { matrix } = listed;
  const address = addressOf(given);
  const drawn = view === "picture" && listed.total > 0;
  return (
    <>
      <PageHeader
        title="Access matrix"
        count={listed.total}
        lead={matrixSentence(matrix)}
        {...(pinned ? { asOf: matrix.asOf } : {})}
        actions={
          <>
            {can(actor, "matrix:export") ? <ExportMenu href="/api/access-matrix/export" /> : null}
            {can(actor, "grant:request") ? (
              <ButtonLink variant="primary" href="/access-matrix/request">
                Ask for access
              </ButtonLink>
            ) : null}
          </>
        }
      />
      <AccessTabs current={HREF} may={(right) => can(actor, right)} />
      <MatrixFilters />
      <MatrixFlags counts={matrix.flags} chosen={wish.filter.flag} address={address} />
      <div className="mb-3 flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <MatrixFreshness
          sources={matrix.sources}
          countedAt={matrix.countedAt}
          staleHours={matrix.staleHours}
          linked={can(actor, "enforced-grants:read")}
        />
        {listed.total > 0 ? <MatrixViews current={view} address={address} /> : null}
      </div>
      {drawn ? (
        <>
          <MatrixHeatMap
            source={`/api/access-matrix/cells?${cellsAddress(address)}`}
            label={`Access matrix: ${matrix.lines.length} rows, ${matrix.columns.length} operations`}
            open={cellOfKey(open)}
          />
          <MatrixLegend />
        </>
      ) : null}
      {/* Paper, and whoever has no script, gets the list. */}
      <div className={drawn ? "hidden print:block noscript:block" : ""}>
        <MatrixList
          {...{ rows: listed.rows, total: listed.total, address, openId: open, cols: params.cols }}
          {...{ page: params.page, pageSize: params.pageSize }}
          sort={{ by: params.sort, dir: params.dir }}
          mayRegister={can(actor, "server:register")}
        />
      </div>
      {opened ? (
        <CellDrawer {...opened} closeHref={listHref(HREF, address, { open: null })} />
      ) : null}
    </>
  );
}

// Which cells, and nothing of how they are shown: the picture is not fetched again because a drawer opens.
function cellsAddress(address: string): string {
  const params = new URLSearchParams(address);
  for (const name of ["open", "view", "sort", "dir", "page", "size", "cols"]) params.delete(name);
  return params.toString();
}
