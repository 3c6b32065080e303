import type { Metadata } from "next";
import { SourceTable } from "@/components/activity/source-table";
import { ExportMenu } from "@/components/data-table/export-menu";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { sourceFigures } from "@/lib/activity/sources/queries-source-health";
import { listSources } from "@/lib/activity/sources/queries-sources";
import { sourcesSentence, toSourceRow } from "@/lib/activity/sources/source-view";
import { can } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";

export const metadata: Metadata = { title: "Sources" };

export default async function SourcesPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("source:read");
  const now = new Date();
  const { cols } = listParams(await searchParams, {
    sorts: ["name"],
    defaultSort: "name",
    filters: {},
  });
  const [sources, figures] = await Promise.all([listSources(actor), sourceFigures(actor, now)]);
  const names = await namesOf(sources.map(({ ownerId }) => ownerId));
  const rows = sources.map((source) => toSourceRow(source, figures.get(source.id), names, now));
  const mayAdd = can(actor, "source:manage");
  return (
    <>
      <PageHeader
        title="Sources"
        count={rows.length}
        back={{ href: "/settings", label: "Settings" }}
        lead={sourcesSentence(rows)}
        asOf={now.toISOString()}
        actions={
          <>
            <ExportMenu href="/api/sources/export" />
            {mayAdd ? (
              <ButtonLink variant="primary" href="/settings/sources/new">
                Add a source
              </ButtonLink>
            ) : null}
          </>
        }
      />
      <SourceTable rows={rows} cols={cols} mayAdd={mayAdd} />
    </>
  );
}
