import type { Metadata } from "next";
import { SourceForm } from "@/components/activity/source-form";
import { PageHeader } from "@/components/ui/page-header";
import { listActivePeople } from "@/lib/auth/people";
import { requireActor } from "@/lib/server/require-actor";
import { addSourceAction } from "../actions";

export const metadata: Metadata = { title: "Add a source" };

export default async function NewSourcePage() {
  const actor = await requireActor("source:manage");
  const people = await listActivePeople();
  return (
    <>
      <PageHeader
        title="Add a source"
        back={{ href: "/settings/sources", label: "Sources" }}
        lead="Its token is shown once, after this. What to paste into the gateway stands on its page."
      />
      <SourceForm
        action={addSourceAction}
        label="Add a source"
        submitLabel="Add the source"
        people={people.map(({ id, name, title }) => ({ id, name, title }))}
        start={{ ownerId: actor.id }}
        draftKey={`${actor.id}:source-new`}
        cancelHref="/settings/sources"
      />
    </>
  );
}
