import { DayFacts, DayFields, DayTotals, GroupTable } from "@/components/activity/day-facts";
import { EnterTotal } from "@/components/activity/gap-forms";
import { ExportMenu } from "@/components/data-table/export-menu";
import { FilterBar } from "@/components/data-table/filter-bar";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { dayCompleteness } from "@/lib/activity/gaps/queries-days";
import { fieldTable } from "@/lib/activity/gaps/queries-fields";
import { sourceNames } from "@/lib/activity/gaps/queries-gaps";
import { type Actor, can } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/app-error";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";
import { enterTotalAction } from "../actions";

export const metadata = { title: "A day as evidence" };

export default async function DayPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("source:read");
  const { filters } = listParams(await searchParams, {
    sorts: ["day"],
    defaultSort: "day",
    filters: { day: "text", zone: "text", source: "text" },
  });
  const wish = { ...filters, zone: filters.zone || "UTC" };
  const [sources, found] = await Promise.all([sourceNames(), dayOf(actor, wish)]);
  const title = "day" in found ? `${found.day.sourceName}, ${found.day.day}` : "A day as evidence";
  return (
    <>
      <PageHeader
        title={title}
        back={{ href: "/activity/gaps/days", label: "Days" }}
        lead="Complete evidence is a day without a gap, without a record in quarantine and with its required fields filled, in order of a clock that can be trusted."
        actions={
          "day" in found && can(actor, "call:export") ? (
            <ExportMenu href="/api/activity/day/export" />
          ) : null
        }
      />
      <FilterBar
        filters={[
          {
            ...{ kind: "select", name: "source", label: "Source" },
            options: [...sources].map(([value, label]) => ({ value, label })),
          },
          { kind: "text", name: "day", label: "Day", placeholder: "2026-11-21" },
          { kind: "zone", name: "zone", label: "Zone" },
        ]}
      />
      {"day" in found ? (
        <FoundDay {...found} mayEnter={can(actor, "gap:dispose")} />
      ) : (
        <EmptyState title={found.title} why={found.why} />
      )}
    </>
  );
}

type Found = Exclude<Awaited<ReturnType<typeof dayOf>>, { title: string }>;

function FoundDay({ day, table, mayEnter }: Found & { mayEnter: boolean }) {
  const { read, calls } = table;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      <DayFacts day={day} />
      <section aria-label="Required fields">
        <h2 className="mb-2 text-lg font-semibold">Required fields</h2>
        <GroupTable groups={day.groups} />
      </section>
      <section aria-label="Totals from elsewhere">
        <div className="mb-2 flex items-center justify-between gap-4">
          <h2 className="text-lg font-semibold">Totals from elsewhere</h2>
          {mayEnter ? (
            <EnterTotal
              source={day.source}
              day={day.day}
              zone={day.zone}
              action={enterTotalAction}
            />
          ) : null}
        </div>
        <DayTotals totals={day.totals} />
      </section>
      <section aria-label="Every field">
        <h2 className="mb-2 text-lg font-semibold">Every field</h2>
        <p className="mb-2 max-w-[72ch] text-ink-2">
          {read === calls
            ? "Read from the ledger, every record of the day."
            : `Read from the ledger: ${read.toLocaleString("en")} of ${calls.toLocaleString("en")} records, drawn evenly over the day.`}
        </p>
        <DayFields table={table} />
      </section>
    </div>
  );
}

const CHOOSE = {
  title: "Choose a source and a day",
  why: "A day goes from 00:00 to 24:00 of the zone you name, and has 23 or 25 hours where its clocks change.",
};

async function dayOf(
  actor: Actor,
  { day, zone, source }: { day: string; zone: string; source: string },
) {
  if (day === "" || source === "") return CHOOSE;
  try {
    const [evidence] = await dayCompleteness(actor, { day, zone, source, now: new Date() });
    if (!evidence) return CHOOSE;
    const [from, to] = [new Date(evidence.from), new Date(evidence.to)];
    return { day: evidence, table: await fieldTable(actor, { source, from, to }) };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "forbidden") throw error;
    return { title: error.message, why: CHOOSE.why };
  }
}
