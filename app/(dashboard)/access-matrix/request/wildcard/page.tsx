import { AccessRequestWildcard } from "@/components/access-matrix/access-request-wildcard";
import { PageHeader } from "@/components/ui/page-header";
import { toKeyChoices } from "@/lib/access-matrix/grants/asking-view";
import { listAskableKeys, listScopedServers } from "@/lib/access-matrix/grants/queries-asking";
import { accessMatrixSettings } from "@/lib/access-matrix/settings";
import { addDays, utcDay } from "@/lib/core/clock";
import { requireActor } from "@/lib/server/require-actor";
import { policyInForce } from "@/lib/settings/policies";
import { requestWildcardAction } from "../actions";

export const metadata = { title: "Ask for every operation of a server" };

export default async function WildcardRequestPage() {
  const actor = await requireActor("grant:request");
  const now = new Date();
  const [keys, servers, { values }] = await Promise.all([
    listAskableKeys(actor, now),
    listScopedServers(),
    policyInForce(accessMatrixSettings, now),
  ]);
  return (
    <>
      <PageHeader
        title="Ask for every operation of a server"
        back={{ href: "/access-matrix/request", label: "Ask for access" }}
        lead={`A wildcard is an exception: somebody accepts it by name, for at most ${values.wildcardMaxDays} days, and it is shown operation by operation. It also covers what the server offers later.`}
      />
      <AccessRequestWildcard
        action={requestWildcardAction}
        keys={toKeyChoices(keys)}
        servers={servers.map(({ id, name, slug }) => ({ value: id, label: name, detail: slug }))}
        draftKey={`${actor.id}:wildcard-request`}
        minDay={utcDay(now)}
        maxDay={utcDay(addDays(now, values.wildcardMaxDays))}
      />
    </>
  );
}
