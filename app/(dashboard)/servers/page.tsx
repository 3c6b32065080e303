import { ExportMenu } from "@/components/data-table/export-menu";
import { ServerFilters } from "@/components/servers/server-filters";
import { ServerTable } from "@/components/servers/server-table";
import { ServerTabs } from "@/components/servers/server-tabs";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/auth/actor";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { found, requireActor } from "@/lib/server/require-actor";
import { listInputOf, SERVER_LIST } from "@/lib/servers/address";
import { registerSentence } from "@/lib/servers/outcome";
import { listServers } from "@/lib/servers/queries";
import { toServerRow } from "@/lib/servers/view";

export const metadata = { title: "Servers" };

export default async function ServersPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("server:read");
  const params = listParams(await searchParams, SERVER_LIST);
  const query = listInputOf(params);
  const listed = await found(listServers(actor, query, new Date()));
  return (
    <>
      <PageHeader
        title="Servers"
        count={listed.total}
        lead={registerSentence(listed.counts)}
        {...(listed.asOf ? { asOf: listed.asOf.toISOString() } : {})}
        actions={
          <>
            {can(actor, "server:export") ? <ExportMenu href="/api/servers/export" /> : null}
            {can(actor, "server:register") ? (
              <ButtonLink variant="primary" href="/servers/new">
                Register a server
              </ButtonLink>
            ) : null}
          </>
        }
      />
      <ServerTabs current="/servers" />
      <ServerFilters />
      <ServerTable
        rows={listed.entries.map((entry) => toServerRow(entry, listed))}
        total={listed.total}
        page={query.page}
        pageSize={query.pageSize}
        sort={{ by: query.sort, dir: query.dir }}
        cols={params.cols}
        mayRegister={can(actor, "server:register")}
      />
    </>
  );
}
