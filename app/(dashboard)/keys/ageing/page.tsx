import { ExportMenu } from "@/components/data-table/export-menu";
import { AgeingTable } from "@/components/keys/ageing-table";
import { AgeingFilters } from "@/components/keys/key-filters";
import { KeyTabs } from "@/components/keys/key-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { can } from "@/lib/auth/actor";
import { AGEING_LIST, dayOr } from "@/lib/keys/address";
import { ageingSentence, ruleWords } from "@/lib/keys/outcome";
import { listKeyDays } from "@/lib/keys/population";
import { toKeyDayRow } from "@/lib/keys/rotation-view";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";

export const metadata = { title: "Key-days" };

export default async function AgeingPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("key:read");
  const { filters } = listParams(await searchParams, AGEING_LIST);
  const listed = await listKeyDays(
    actor,
    { from: dayOr(filters.from), to: dayOr(filters.to), verdict: filters.verdict ?? "" },
    new Date(),
  );
  return (
    <>
      <PageHeader
        title="Key-days"
        count={listed.keys.length}
        lead={ageingSentence(listed)}
        actions={can(actor, "key:export") ? <ExportMenu href="/api/keys/ageing/export" /> : null}
      />
      <KeyTabs current="/keys/ageing" />
      <AgeingFilters />
      <p className="mb-3 max-w-[72ch] text-ink-2">
        {listed.period.from} to {listed.period.to}, each day by the rule in force when it began:{" "}
        {listed.versions.map(ruleWords).join("; ")}.{" "}
        {can(actor, "policy:read") ? (
          <TextLink href="/settings/policies/keys">Rules of keys</TextLink>
        ) : null}
      </p>
      <AgeingTable rows={listed.keys.map((each) => toKeyDayRow(each, listed.names))} />
    </>
  );
}
