import type { Metadata } from "next";
import { RestoreServer, RetireServer } from "@/components/servers/server-acts";
import {
  ServerFacts,
  ServerGaps,
  ServerPlaces,
  ServerTraffic,
} from "@/components/servers/server-facts";
import { ScopeMark, ServerStatusMark } from "@/components/servers/server-marks";
import { ServerOperations } from "@/components/servers/server-operations";
import { ServerStrangers } from "@/components/servers/server-strangers";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { found, requireActor } from "@/lib/server/require-actor";
import { OPERATION_LIST } from "@/lib/servers/address";
import { DEFAULT_PERIOD } from "@/lib/servers/labels";
import { shownOperations } from "@/lib/servers/operations-view";
import { serverLink } from "@/lib/servers/outcome";
import { getServer } from "@/lib/servers/queries";
import { serverSentence, toServerShown } from "@/lib/servers/view";
import {
  adoptOperationsAction,
  classifyOperationsAction,
  registerOperationAction,
  restoreServerAction,
  retireServerAction,
} from "../actions";

export const metadata: Metadata = { title: "Server" };

type Props = { params: Promise<{ server: string }>; searchParams: Promise<SearchParams> };

export default async function ServerPage({ params, searchParams }: Props) {
  const actor = await requireActor("server:read");
  const list = listParams(await searchParams, OPERATION_LIST);
  const days = list.filters.days ?? DEFAULT_PERIOD;
  const loaded = await found(getServer(actor, (await params).server, Number(days), new Date()));
  const server = toServerShown(loaded, actor);
  const rows = shownOperations(server.operationRows, { ...list, show: list.filters.show });
  const start = (list.page - 1) * list.pageSize;
  return (
    <>
      <PageHeader
        title={server.name}
        back={{ href: "/servers", label: "Servers" }}
        badge={
          <>
            <ServerStatusMark status={server.status} word={server.statusWord} />
            <ScopeMark inScope={server.inScope} word={server.scopeWord} />
          </>
        }
        lead={serverSentence(server)}
        actions={
          <>
            <ButtonLink href={`/change-log?subject=server:${server.id}`}>History</ButtonLink>
            {server.mayEdit ? (
              <ButtonLink href={`${serverLink(server)}/edit`}>Edit</ButtonLink>
            ) : null}
            {server.mayRestore ? (
              <RestoreServer server={server} action={restoreServerAction} />
            ) : null}
          </>
        }
      />
      <ServerGaps server={server} />
      <p className="mb-6 max-w-[72ch] text-lg whitespace-pre-line wrap-anywhere">
        {server.purpose}
      </p>
      <ServerFacts server={server} />
      <ServerPlaces server={server} />
      <ServerTraffic server={server} days={days} />
      <ServerOperations
        server={server}
        rows={rows.slice(start, start + list.pageSize)}
        list={{ ...list, total: rows.length }}
        actions={{ register: registerOperationAction, classify: classifyOperationsAction }}
      />
      <ServerStrangers server={server} action={adoptOperationsAction} />
      {server.mayEdit ? (
        <section aria-label="Acts" className="mt-8 flex flex-wrap gap-2 print:hidden">
          <RetireServer server={server} action={retireServerAction} />
        </section>
      ) : null}
    </>
  );
}
