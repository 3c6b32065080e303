import { redirect } from "next/navigation";
import { ServerTraffic } from "@/components/servers/server-facts";
import { ServerForm } from "@/components/servers/server-form";
import { PageHeader } from "@/components/ui/page-header";
import { listActivePeople } from "@/lib/auth/people";
import { found, requireActor } from "@/lib/server/require-actor";
import { DEFAULT_PERIOD } from "@/lib/servers/labels";
import { serverLink } from "@/lib/servers/outcome";
import { getServer } from "@/lib/servers/queries";
import { toServerFormValues, toServerShown } from "@/lib/servers/view";
import { editServerAction } from "../../actions";

export const metadata = { title: "Change a server" };

export default async function EditServerPage({ params }: { params: Promise<{ server: string }> }) {
  const actor = await requireActor("server:register");
  const loaded = await found(
    getServer(actor, (await params).server, Number(DEFAULT_PERIOD), new Date()),
  );
  const server = toServerShown(loaded, actor);
  if (!server.mayEdit) redirect(serverLink(server));
  const people = await listActivePeople();
  return (
    <>
      <PageHeader
        title={`Change ${server.name}`}
        back={{ href: serverLink(server), label: server.name }}
        lead="What you change is recorded at once. The scope document then differs from the one that was approved."
      />
      <ServerForm
        action={editServerAction}
        label={`Change ${server.name}`}
        submitLabel="Save"
        people={people.map(({ id, name, title }) => ({ id, name, title }))}
        start={toServerFormValues(loaded.entry.server)}
        draftKey={`${actor.id}:server:${server.id}`}
        cancelHref={serverLink(server)}
        editing={{ serverId: server.id, version: String(loaded.entry.server.version) }}
      />
      <ServerTraffic server={server} days={DEFAULT_PERIOD} />
    </>
  );
}
