import { AccessTabs } from "@/components/access-matrix/access-tabs";
import { GrantCreep } from "@/components/access-matrix/grant-creep";
import { GrantFilters } from "@/components/access-matrix/grant-filters";
import { GrantTable } from "@/components/access-matrix/grant-table";
import { ExportMenu } from "@/components/data-table/export-menu";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { GRANT_LIST, grantListOf } from "@/lib/access-matrix/grants/address";
import { countGrants, listCreep, listGrants } from "@/lib/access-matrix/grants/queries";
import { grantsSentence, toCreepRow, toGrantRow } from "@/lib/access-matrix/grants/view";
import { can } from "@/lib/auth/actor";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";

export const metadata = { title: "Grants" };

export default async function GrantsPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("matrix:read");
  const now = new Date();
  const params = listParams(await searchParams, GRANT_LIST);
  const query = grantListOf(params);
  const [listed, counts, creeping] = await Promise.all([
    listGrants(actor, query, now),
    countGrants(actor, now),
    listCreep(actor, now),
  ]);
  const mayAsk = can(actor, "grant:request");
  const ask = (
    <ButtonLink variant="primary" href="/access-matrix/request">
      Ask for access
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Grants"
        count={listed.total}
        lead={grantsSentence(counts, creeping.length)}
        actions={
          <>
            {can(actor, "matrix:export") ? (
              <ExportMenu href="/api/access-matrix/grants/export" />
            ) : null}
            {mayAsk ? ask : null}
          </>
        }
      />
      <AccessTabs current="/access-matrix/grants" may={(right) => can(actor, right)} />
      <GrantCreep rows={creeping.map(toCreepRow)} />
      <GrantFilters />
      <GrantTable
        rows={listed.grants.map((grant) => toGrantRow(grant, listed.around, now))}
        total={listed.total}
        page={query.page}
        pageSize={query.pageSize}
        sort={{ by: query.sort, dir: query.dir }}
        cols={params.cols}
        empty={{
          title: "No grants",
          why: "What keys may call stands here once somebody asked for it and another person approved it.",
          ...(mayAsk ? { action: ask } : {}),
        }}
      />
    </>
  );
}
