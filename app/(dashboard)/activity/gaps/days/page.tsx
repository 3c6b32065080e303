import { ActivityTabs } from "@/components/activity/activity-tabs";
import { DayTable } from "@/components/activity/day-table";
import { FilterBar } from "@/components/data-table/filter-bar";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { daysSentence } from "@/lib/activity/gaps/gap-view";
import { listDays } from "@/lib/activity/gaps/queries-calendar";
import { sourceNames } from "@/lib/activity/gaps/queries-gaps";
import { can } from "@/lib/auth/actor";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";

export const metadata = { title: "Days" };

export default async function DaysPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("source:read");
  const { filters } = listParams(await searchParams, {
    sorts: ["day"],
    defaultSort: "day",
    filters: { source: "text" },
  });
  const [days, names] = await Promise.all([
    listDays(actor, { source: filters.source || null, now: new Date() }),
    sourceNames(),
  ]);
  return (
    <>
      <PageHeader
        title="Days"
        back={{ href: "/activity/gaps", label: "Gaps" }}
        lead={daysSentence(days)}
        actions={<ButtonLink href="/activity/gaps/day">A day in another zone</ButtonLink>}
      />
      <ActivityTabs current="/activity/gaps" may={(right) => can(actor, right)} />
      <FilterBar
        filters={[
          {
            ...{ kind: "select", name: "source", label: "Source" },
            options: [...names].map(([value, label]) => ({ value, label })),
          },
        ]}
      />
      <DayTable lines={days.lines} sources={days.sources} />
    </>
  );
}
