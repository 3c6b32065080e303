import type { Metadata } from "next";
import { GrantFacts, GrantHistory, GrantRemarks } from "@/components/access-matrix/grant-facts";
import { GrantRemoval } from "@/components/access-matrix/grant-removal";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { StateMark } from "@/components/ui/state-mark";
import { getGrant } from "@/lib/access-matrix/grants/queries";
import { toGrantFacts } from "@/lib/access-matrix/grants/view";
import { can } from "@/lib/auth/actor";
import { found, requireActor } from "@/lib/server/require-actor";
import { LastReviewed } from "../../../last-reviewed";
import { requestRemovalAction } from "../actions";

export const metadata: Metadata = { title: "Grant" };

export default async function GrantPage({ params }: { params: Promise<{ grant: string }> }) {
  const actor = await requireActor("matrix:read");
  const now = new Date();
  const grant = toGrantFacts(await found(getGrant(actor, (await params).grant)), now);
  const mayAsk = can(actor, "grant:request") && (grant.mine || can(actor, "grant:request-all"));
  return (
    <>
      <PageHeader
        title={`${grant.operation} on ${grant.server}`}
        back={{ href: "/access-matrix/grants", label: "Grants" }}
        badge={<StateMark tone={grant.tone}>{grant.state}</StateMark>}
        lead={`${grant.agent || grant.key} ${grant.inForce ? "may" : "could"} call it in ${grant.environment}. ${grant.recorded ? grant.kind : "No approval is on record"}.`}
        actions={mayAsk && !grant.emergencyId ? <GrantActs grant={grant} /> : null}
      />
      <GrantRemarks grant={grant} />
      <LastReviewed actor={actor} of={{ kind: "grant", id: grant.id }} />
      <GrantFacts grant={grant} />
      <GrantHistory rows={grant.history} />
    </>
  );
}

function GrantActs({ grant }: { grant: ReturnType<typeof toGrantFacts> }) {
  return (
    <>
      {grant.wildcard ? null : (
        <ButtonLink href={`/access-matrix/request?grant=${grant.id}`}>
          {grant.inForce ? "Extend it or have it approved anew" : "Ask for it again"}
        </ButtonLink>
      )}
      {grant.inForce ? <GrantRemoval grantId={grant.id} action={requestRemovalAction} /> : null}
    </>
  );
}
