import type { Metadata } from "next";
import { DecisionForm } from "@/components/requests/decision-form";
import { HandOverForm } from "@/components/requests/hand-over-form";
import { RequestFacts } from "@/components/requests/request-facts";
import { WithdrawForm } from "@/components/requests/withdraw-form";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { namesOf } from "@/lib/auth/people";
import { getRequest } from "@/lib/requests/queries";
import { kindOf } from "@/lib/requests/registry";
import { standingOf } from "@/lib/requests/standing";
import { personIdsOf, toRequestDetail } from "@/lib/requests/view";
import { found, requireActor } from "@/lib/server/require-actor";
import { decideRequestAction, handOverRequestAction, withdrawRequestAction } from "../actions";

export const metadata: Metadata = { title: "Request" };

export default async function RequestPage({ params }: { params: Promise<{ requestId: string }> }) {
  const actor = await requireActor("request:read");
  const stored = await found(getRequest(actor, (await params).requestId));
  const kind = kindOf(stored.kind);
  const standing = await standingOf(actor, stored, kind);
  const names = await namesOf(personIdsOf(stored, standing));
  const request = toRequestDetail(stored, actor, { now: new Date(), names, kind, standing });
  return (
    <>
      <PageHeader
        title={request.title}
        back={{ href: "/inbox", label: "Inbox" }}
        lead={`${request.kind}, asked for by ${request.requester}.`}
        actions={
          <>
            <ButtonLink href={`/change-log?subject=request:${request.id}`}>History</ButtonLink>
            {request.subjectHref ? (
              <ButtonLink href={request.subjectHref}>See the record</ButtonLink>
            ) : null}
            {request.heirs.length > 0 ? (
              <HandOverForm
                requestId={request.id}
                heirs={request.heirs}
                action={handOverRequestAction}
              />
            ) : null}
            {request.withdrawable && kind?.editLink ? (
              <ButtonLink href={kind.editLink(stored)}>Change it</ButtonLink>
            ) : null}
            {request.withdrawable ? (
              <WithdrawForm requestId={request.id} action={withdrawRequestAction} />
            ) : null}
          </>
        }
      />
      <RequestFacts request={request} />
      {stored.status === "RECORDING" ? (
        <Callout title="Approved, and being recorded" className="mt-8">
          It is carried out once the ledger has recorded the approval. That usually takes a second;
          if it does not, the ledger page says what is wrong.
        </Callout>
      ) : null}
      {request.open ? (
        <section aria-labelledby="decision" className="mt-8 print:hidden">
          <h2 id="decision" className="mb-2 text-lg font-semibold">
            Decision
          </h2>
          {request.decidable && request.whyOnlyDecline ? (
            <Callout title="You can only decline this request" className="mb-4">
              {request.whyOnlyDecline}
            </Callout>
          ) : null}
          {request.decidable ? (
            <DecisionForm
              onlyDecline={request.whyOnlyDecline !== ""}
              requestId={request.id}
              diffHash={request.diffHash}
              action={decideRequestAction}
              draftKey={`${actor.id}:decide:${request.id}:${request.diffHash}`}
            />
          ) : (
            <Callout title="You cannot decide this request">{request.whyNot}</Callout>
          )}
        </section>
      ) : null}
    </>
  );
}
