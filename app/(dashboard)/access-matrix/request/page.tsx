import { AccessRequestForm } from "@/components/access-matrix/access-request-form";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { toKeyChoices } from "@/lib/access-matrix/grants/asking-view";
import { listAskableKeys } from "@/lib/access-matrix/grants/queries-asking";
import { accessMatrixSettings } from "@/lib/access-matrix/settings";
import { addDays, utcDay } from "@/lib/core/clock";
import type { SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";
import { policyInForce } from "@/lib/settings/policies";
import { requestAccessAction, reviseAccessAction } from "./actions";
import { startFrom } from "./start";

export const metadata = { title: "Ask for access" };

export default async function AccessRequestPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("grant:request");
  const now = new Date();
  const [keys, start, policy] = await Promise.all([
    listAskableKeys(actor, now),
    startFrom(actor, await searchParams, now),
    policyInForce(accessMatrixSettings, now),
  ]);
  const choices = toKeyChoices(keys);
  // What another page asks for is a draft of its own: it neither takes nor gives words to the one begun by hand.
  const from = [start.requestId, start.keyId, ...start.operationIds].filter(Boolean).join("+");
  return (
    <>
      <PageHeader
        title={start.requestId ? "Change the request for access" : "Ask for access"}
        back={{ href: "/access-matrix/grants", label: "Grants" }}
        lead="One request goes out for each server. Whoever asks, and whoever answers for the agent, decides nothing of it; what only reads outside production may be granted at once by a standard change."
        actions={
          <ButtonLink href="/access-matrix/request/wildcard">
            Every operation of a server
          </ButtonLink>
        }
      />
      {choices.length === 0 ? (
        <EmptyState
          title="No key to ask for"
          why="Access is given to keys of agents that you own, sponsor or succeed. None of them has a key that is not revoked."
          action={<ButtonLink href="/keys">See the keys</ButtonLink>}
        />
      ) : (
        <AccessRequestForm
          action={start.requestId ? reviseAccessAction : requestAccessAction}
          keys={choices}
          start={start}
          draftKey={`${actor.id}:access-request${from ? `:${from.slice(0, 200)}` : ""}`}
          minDay={utcDay(now)}
          maxDay={utcDay(addDays(now, policy.values.grantMaxDays))}
        />
      )}
    </>
  );
}
