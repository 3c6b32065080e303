import { FilterBar } from "@/components/data-table/filter-bar";
import { ServerTabs } from "@/components/servers/server-tabs";
import { UnregisteredTable } from "@/components/servers/unregistered-table";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { can } from "@/lib/auth/actor";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";
import { DEFAULT_PERIOD, PERIOD_LABEL, PERIODS, SERVER_FILTER_LABEL } from "@/lib/servers/labels";
import { listUnregistered } from "@/lib/servers/queries";
import { toUnregisteredRows, unregisteredSentence } from "@/lib/servers/unregistered-view";

export const metadata = { title: "Servers nobody registered" };

const LIST = { sorts: ["calls"], defaultSort: "calls", filters: { days: PERIODS } } as const;

export default async function UnregisteredPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("server:read");
  const { filters } = listParams(await searchParams, LIST);
  const days = filters.days ?? DEFAULT_PERIOD;
  const found = await listUnregistered(actor, Number(days), new Date());
  const servers = found.filter(({ operation }) => operation === "");
  const operations = found.filter(({ operation }) => operation !== "");
  const mayRegister = can(actor, "server:register");
  return (
    <>
      <PageHeader
        title="Not registered"
        count={found.length}
        lead={unregisteredSentence(servers.length, operations.length, days)}
      />
      <ServerTabs current="/servers/candidates" />
      <FilterBar
        filters={[
          {
            kind: "select",
            name: "days",
            label: SERVER_FILTER_LABEL.days,
            any: PERIOD_LABEL[DEFAULT_PERIOD],
            options: PERIODS.filter((each) => each !== DEFAULT_PERIOD).map((value) => ({
              ...{ value, label: PERIOD_LABEL[value] },
            })),
          },
        ]}
      />
      <UnregisteredTable rows={toUnregisteredRows(servers)} servers mayRegister={mayRegister} />
      <Section
        id="operations"
        title={`Operations of registered servers ${operations.length.toLocaleString("en")}`}
        lead="Registered on the page of their server, each with what it can do at worst."
      >
        <UnregisteredTable
          rows={toUnregisteredRows(operations)}
          servers={false}
          mayRegister={mayRegister}
        />
      </Section>
    </>
  );
}
