import { AccessTabs } from "@/components/access-matrix/access-tabs";
import { LeastAgentsTable } from "@/components/access-matrix/least-agents-table";
import { LeastFilters } from "@/components/access-matrix/least-filters";
import { ExportMenu } from "@/components/data-table/export-menu";
import { PageHeader } from "@/components/ui/page-header";
import { daysOf } from "@/lib/access-matrix/least-privilege/least-privilege-view";
import { privilegesSentence } from "@/lib/access-matrix/least-privilege/least-rows-view";
import { listPrivilege } from "@/lib/access-matrix/least-privilege/queries-least-privilege";
import { can } from "@/lib/auth/actor";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";
import { LIST, listed, total } from "./list";
import { OneAgent } from "./one-agent";

export const metadata = { title: "Least privilege" };

export default async function LeastPrivilegePage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("matrix:read");
  const now = new Date();
  const params = listParams(await searchParams, LIST);
  const days = daysOf(params.filters.days);
  if (params.filters.agent !== "") {
    return <OneAgent actor={actor} agent={params.filters.agent} days={days} now={now} />;
  }
  const { agents, counted } = await listPrivilege(actor, { days, now });
  const { rows, matching } = listed(agents, params, days);
  return (
    <>
      <PageHeader
        title="Least privilege"
        count={matching}
        lead={privilegesSentence(total(agents), agents.length, days)}
        actions={
          can(actor, "matrix:export") ? (
            <ExportMenu href="/api/access-matrix/least-privilege/export" />
          ) : null
        }
      />
      <AccessTabs current="/access-matrix/least-privilege" may={(right) => can(actor, right)} />
      <LeastFilters searched />
      <LeastAgentsTable
        rows={rows}
        total={matching}
        page={params.page}
        pageSize={params.pageSize}
        sort={{ by: params.sort, dir: params.dir }}
        cols={params.cols}
      />
      {counted.ownOnly ? (
        <p className="mt-4 text-sm text-ink-3">
          You see agents which you own, sponsor or are named to succeed.
        </p>
      ) : null}
    </>
  );
}
