import { DefinitionImport } from "@/components/servers/definition-import";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/auth/actor";
import { serverPlaces } from "@/lib/core/server-places";
import { found, requireActor } from "@/lib/server/require-actor";
import { isImportable } from "@/lib/servers/definitions/importable";
import { getImportTarget } from "@/lib/servers/definitions/queries-definitions";
import {
  importFetchedAction,
  importListAction,
  lookAtListAction,
  lookAtServerAction,
} from "./actions";

export const metadata = { title: "Import tools" };

export default async function ImportToolsPage({ params }: { params: Promise<{ server: string }> }) {
  const actor = await requireActor("server:import");
  const server = await found(getImportTarget(actor, (await params).server));
  const addresses = serverPlaces(server.places).map(({ address }) => address);
  return (
    <>
      <PageHeader
        title={`Import the tools of ${server.name}`}
        back={{ href: `/servers/${server.slug}`, label: server.name }}
        lead="What the server says of each tool is kept by its SHA-256. Another person pins it, and whatever differs from then on is a drift. A list counts as whole: what it leaves out is no longer listed."
      />
      {isImportable(server, actor) ? (
        <DefinitionImport
          server={{ id: server.id, dataClasses: server.dataClasses }}
          address={addresses.find((address) => /^https?:/.test(address)) ?? ""}
          mayFetch={can(actor, "server:fetch")}
          actions={{
            lookAtList: lookAtListAction,
            lookAtServer: lookAtServerAction,
            importList: importListAction,
            importFetched: importFetchedAction,
          }}
        />
      ) : (
        <Callout tone="attention" title="You cannot import the tools of this server">
          Its owner, its deputy, compliance or an admin can, while it is in use.
        </Callout>
      )}
    </>
  );
}
