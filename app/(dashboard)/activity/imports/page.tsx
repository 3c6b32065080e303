import { ActivityTabs } from "@/components/activity/activity-tabs";
import { ImportFile } from "@/components/activity/import-file";
import { ImportTable } from "@/components/activity/import-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { toImportRow } from "@/lib/activity/imports/import-view";
import { importableSources, listImports } from "@/lib/activity/imports/queries-imports";
import { can } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";
import { startImportAction } from "./actions";

export const metadata = { title: "Imports" };

const LIST = { sorts: ["startedAt"], defaultSort: "startedAt", filters: {} } as const;

export default async function ImportsPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("call:import");
  const { page, pageSize } = listParams(await searchParams, LIST);
  const [listed, sources] = await Promise.all([
    listImports(actor, { page, pageSize }),
    importableSources(actor),
  ]);
  const names = await namesOf(listed.runs.map(({ startedById }) => startedById));
  const around = { names, sources: listed.sources, now: new Date() };
  return (
    <>
      <PageHeader
        title="Imports"
        count={listed.total}
        lead="Files of calls that a gateway wrote. They go the same way as what is pushed: redacted, recognised when they come again, and stored in the ledger."
      />
      <ActivityTabs current="/activity/imports" may={(right) => can(actor, right)} />
      <Section id="new" title="Import a file">
        {sources.length === 0 ? (
          <EmptyState
            title="There is no source to import for"
            why="A file belongs to the gateway that wrote it. An admin adds that in Settings, Sources."
          />
        ) : (
          <ImportFile sources={sources} start={startImportAction} />
        )}
      </Section>
      <Section id="runs" title="Files so far">
        <ImportTable
          rows={listed.runs.map((run) => toImportRow(run, around))}
          {...{ total: listed.total, page, pageSize }}
        />
      </Section>
    </>
  );
}
