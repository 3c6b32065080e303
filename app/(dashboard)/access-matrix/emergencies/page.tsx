import { AccessTabs } from "@/components/access-matrix/access-tabs";
import { EmergencyRatio, EmergencyTable } from "@/components/access-matrix/emergency-table";
import { ExportMenu } from "@/components/data-table/export-menu";
import { FilterBar } from "@/components/data-table/filter-bar";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { EMERGENCY_SHOW_LABEL, EMERGENCY_SHOWS } from "@/lib/access-matrix/emergency/labels";
import {
  countEmergencies,
  emergencyRatio,
  listEmergencies,
} from "@/lib/access-matrix/emergency/queries";
import {
  emergenciesSentence,
  toEmergencyRow,
  toRatioRow,
} from "@/lib/access-matrix/emergency/view";
import { can } from "@/lib/auth/actor";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";

export const metadata = { title: "Emergency access" };

const LIST = {
  sorts: ["started"],
  defaultSort: "started",
  filters: { show: EMERGENCY_SHOWS },
} as const;
const { all: any, ...SHOWS } = EMERGENCY_SHOW_LABEL;

export default async function EmergenciesPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("emergency:read");
  const now = new Date();
  const { filters, page, pageSize } = listParams(await searchParams, LIST);
  const input = { show: filters.show ?? "all", page, pageSize };
  const mayCount = can(actor, "emergency:read-all");
  const [listed, counts, ratio] = await Promise.all([
    listEmergencies(actor, input, now),
    countEmergencies(actor, now),
    mayCount ? emergencyRatio(now) : null,
  ]);
  return (
    <>
      <PageHeader
        title="Emergency access"
        count={listed.total}
        lead={emergenciesSentence(counts)}
        actions={
          <>
            {can(actor, "matrix:export") ? (
              <ExportMenu href="/api/access-matrix/emergencies/export" />
            ) : null}
            <ButtonLink href="/access-matrix/emergencies/holidays">Holidays</ButtonLink>
            {can(actor, "emergency:take") ? (
              <ButtonLink variant="danger" href="/access-matrix/emergencies/new">
                Take emergency access
              </ButtonLink>
            ) : null}
          </>
        }
      />
      <AccessTabs current="/access-matrix/emergencies" may={(right) => can(actor, right)} />
      <FilterBar
        filters={[
          {
            kind: "select",
            name: "show",
            label: "Show",
            any: any.toLowerCase(),
            options: Object.entries(SHOWS).map(([value, label]) => ({ value, label })),
          },
        ]}
      />
      <EmergencyTable
        rows={listed.emergencies.map((each) => toEmergencyRow(each, listed.names, now))}
        total={listed.total}
        page={page}
        pageSize={pageSize}
      />
      {ratio ? (
        <Section
          id="ratio"
          title="Among the changes of access"
          lead={`More than ${ratio.percent} % of a month's changes ask for attention. Counted are approved requests for access, removals and wildcards, what a standard change granted at once, and emergencies.`}
        >
          <EmergencyRatio rows={ratio.months.map((month) => toRatioRow(month, ratio.percent))} />
        </Section>
      ) : null}
    </>
  );
}
