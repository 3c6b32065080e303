import { AccessTabs } from "@/components/access-matrix/access-tabs";
import { CellCompare, CompareCounts } from "@/components/access-matrix/cell-compare";
import { CompareFilters } from "@/components/access-matrix/matrix-filters";
import { ExportMenu } from "@/components/data-table/export-menu";
import { Instant } from "@/components/ui/instant";
import { PageHeader } from "@/components/ui/page-header";
import { compareAt } from "@/lib/access-matrix/matrix/queries-matrix";
import { can } from "@/lib/auth/actor";
import type { SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";
import { compareAsked } from "./asked";

export const metadata = { title: "Compare two instants" };

export default async function ComparePage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("matrix:read");
  const { params, wish } = compareAsked(await searchParams, new Date());
  const compared = await compareAt(actor, { ...wish, ...params });
  return (
    <>
      <PageHeader
        title="Compare two instants"
        count={compared.total}
        lead={
          <>
            {compared.total === 1 ? "One cell is" : "Cells that are"} not the same at{" "}
            <Instant at={compared.from} /> and at <Instant at={compared.to} />. Each instant is
            judged with the calls of the {compared.days} days before it.
          </>
        }
        actions={
          can(actor, "matrix:export") ? (
            <ExportMenu href="/api/access-matrix/compare/export" />
          ) : null
        }
      />
      <AccessTabs current="/access-matrix/compare" may={(right) => can(actor, right)} />
      <CompareFilters />
      <CompareCounts compared={compared} />
      <CellCompare
        compared={compared}
        page={params.page}
        pageSize={params.pageSize}
        cols={params.cols}
      />
    </>
  );
}
