import type { Metadata } from "next";
import { SourceForm } from "@/components/activity/source-form";
import { PageHeader } from "@/components/ui/page-header";
import { getSource } from "@/lib/activity/sources/queries-sources";
import { formValuesOf } from "@/lib/activity/sources/source-words";
import { listActivePeople } from "@/lib/auth/people";
import { found, requireActor } from "@/lib/server/require-actor";
import { editSourceAction } from "../../actions";

export const metadata: Metadata = { title: "Edit a source" };

export default async function EditSourcePage({ params }: { params: Promise<{ source: string }> }) {
  const actor = await requireActor("source:manage");
  const source = await found(getSource(actor, (await params).source));
  const people = await listActivePeople();
  const href = `/settings/sources/${source.id}`;
  return (
    <>
      <PageHeader
        title={`Edit ${source.name}`}
        back={{ href, label: source.name }}
        lead="What comes from now on is read by it. What is stored stays as it was read."
      />
      <SourceForm
        action={editSourceAction}
        label={`Edit ${source.name}`}
        submitLabel="Save"
        people={people.map(({ id, name, title }) => ({ id, name, title }))}
        start={formValuesOf(source)}
        draftKey={`${actor.id}:source:${source.id}`}
        cancelHref={href}
        editing={{ id: source.id, version: String(source.version) }}
      />
    </>
  );
}
