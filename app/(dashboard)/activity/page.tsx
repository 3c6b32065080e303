import { ActivityTabs } from "@/components/activity/activity-tabs";
import { CallFilters } from "@/components/activity/call-filters";
import { CallHistogram } from "@/components/activity/call-histogram";
import { CallTable } from "@/components/activity/call-table";
import { TimeDoubts } from "@/components/activity/time-doubts";
import { ExportMenu } from "@/components/data-table/export-menu";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { barsOf, everyText } from "@/lib/activity/calls/bars-view";
import { CALL_QUERY, callQueryOf, withAgents } from "@/lib/activity/calls/call-query";
import { filterChoices, histogram, listCalls } from "@/lib/activity/calls/queries-calls";
import { gapSpans } from "@/lib/activity/gaps/gap-spans";
import { can } from "@/lib/auth/actor";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";
import { addressOf } from "../address";
import { agentsOfClass, DATA_CLASS_CHOICES } from "./agents-of-class";
import { callsSentence } from "./sentence";

export const metadata = { title: "Activity" };

const TEXTS = Object.fromEntries(CALL_QUERY.map((name) => [name, "text" as const]));

export default async function ActivityPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("call:read");
  const now = new Date();
  const given = await searchParams;
  const params = listParams(given, { sorts: ["at"], defaultSort: "at", filters: TEXTS });
  const query = callQueryOf(params.filters);
  const filter = withAgents(query, await agentsOfClass(actor, query.dataClass, now));
  const [listed, picture, choices] = await Promise.all([
    listCalls(actor, filter, params),
    histogram(actor, filter, now),
    filterChoices(actor, now),
  ]);
  const gaps = await gapSpans(actor, {
    from: new Date(picture.from),
    to: new Date(picture.to),
    source: filter.source,
  });
  const address = addressOf(given);
  const { zone, unknownZone, doubts } = query;
  return (
    <>
      <PageHeader
        title="Activity"
        count={listed.total}
        lead={callsSentence(listed.total, gaps.length, can(actor, "call:read-all"))}
        actions={
          <>
            {can(actor, "call:export") ? (
              <ExportMenu href="/api/activity/export" formats={["csv", "jsonl"]} />
            ) : null}
            <ButtonLink href="/activity/question">Ask who did it</ButtonLink>
          </>
        }
      />
      <ActivityTabs current="/activity" may={(right) => can(actor, right)} />
      <CallFilters choices={choices} zone={zone} dataClasses={DATA_CLASS_CHOICES} />
      <TimeDoubts
        pathname="/activity"
        {...{ address, zone, unknownZone }}
        doubts={doubts.map(({ choices: two, ...doubt }) => ({
          ...doubt,
          choices: two.map(({ at, offset }) => ({ at: at.toISOString(), offset })),
        }))}
      />
      {listed.total === 0 && gaps.length === 0 ? null : (
        <CallHistogram
          bars={barsOf(picture, gaps, zone, now)}
          every={everyText(picture.bucketMs)}
          zone={zone}
          address={address}
        />
      )}
      <CallTable
        rows={listed.rows}
        total={listed.total}
        page={params.page}
        pageSize={params.pageSize}
        cols={params.cols}
        maySeeSources={can(actor, "source:read")}
      />
    </>
  );
}
