import { ServerForm } from "@/components/servers/server-form";
import { Callout } from "@/components/ui/callout";
import { Instant } from "@/components/ui/instant";
import { PageHeader } from "@/components/ui/page-header";
import { listActivePeople } from "@/lib/auth/people";
import type { SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";
import { environmentWord } from "@/lib/servers/field-words";
import { DEFAULT_PERIOD } from "@/lib/servers/labels";
import { callsUnderName } from "@/lib/servers/queries";
import { shownUse } from "@/lib/servers/view";
import { registerServerAction } from "../actions";
import { startFrom } from "./start";

export const metadata = { title: "Register a server" };

export default async function NewServerPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("server:register");
  const start = startFrom(await searchParams);
  const [people, calls] = await Promise.all([
    listActivePeople(),
    start.name === ""
      ? null
      : callsUnderName(actor, start.name, Number(DEFAULT_PERIOD), new Date()),
  ]);
  const use = shownUse(calls);
  // What another page knows of a server is a draft of its own: it neither takes nor gives words to the one begun by hand.
  const draft = start.name === "" ? "" : `:${start.name}`;
  return (
    <>
      <PageHeader
        title="Register a server"
        back={{ href: "/servers", label: "Servers" }}
        lead="It stands in the register at once. The scope document it belongs to is approved by another person."
      />
      {calls ? (
        <Callout title={`${calls.name} was called already`} className="mb-6">
          {(use.used + use.denied).toLocaleString("en")} calls in the last {DEFAULT_PERIOD} days
          {calls.environments.length > 0
            ? `, in ${calls.environments.map(environmentWord).join(", ").toLowerCase()}`
            : ""}
          ; the first of them <Instant at={use.firstAt} />. If it is another name of a registered
          server, add it to that server's places instead.
        </Callout>
      ) : null}
      <ServerForm
        action={registerServerAction}
        label="Register a server"
        submitLabel="Register"
        people={people.map(({ id, name, title }) => ({ id, name, title }))}
        start={start}
        draftKey={`${actor.id}:server-registration${draft}`}
        cancelHref="/servers"
      />
    </>
  );
}
