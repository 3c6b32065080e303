import { AddendumForm, DisposeForm } from "@/components/access-reviews/delta-forms";
import { DeltaTable } from "@/components/access-reviews/delta-table";
import { ReviewBroken } from "@/components/access-reviews/review-broken";
import { ReviewHead } from "@/components/access-reviews/review-head";
import { SignBlocked, SignMeans } from "@/components/access-reviews/sign-blocked";
import { SignForm } from "@/components/access-reviews/sign-form";
import { SignStatement } from "@/components/access-reviews/sign-statement";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { reviewPath } from "@/lib/access-reviews/head-view";
import { getReviewHead } from "@/lib/access-reviews/overview/head";
import { getDelta, getSigning } from "@/lib/access-reviews/sign/queries";
import type { DeltaView, SigningView } from "@/lib/access-reviews/sign/sign-view";
import { snapshotIntegrity } from "@/lib/access-reviews/snapshot/integrity";
import type { Actor } from "@/lib/auth/actor";
import { found, requireActor } from "@/lib/server/require-actor";
import { disposeDeltaAction } from "../delta/actions";
import { beginSigningAction, finishSigningAction } from "../sign/actions";
import { prepareAddendumAction } from "./actions";

export const metadata = { title: "Addendum to an access review" };

/** Where something is added to a signed review: with a reason and a signature of its own, and nothing edited (REV-19). */
export default async function AddendumPage({ params }: { params: Promise<{ review: string }> }) {
  const actor = await requireActor("review:sign");
  const { review } = await params;
  const now = new Date();
  const head = await found(getReviewHead(actor, review, now));
  const broken = head.signedAt === null ? null : await snapshotIntegrity(head.id);
  const signing =
    broken?.state !== "whole" ? null : await found(getSigning(actor, head.id, "addendum", now));
  const delta = signing ? await preparedDelta(actor, head.id, signing.version) : null;
  return (
    <>
      <ReviewHead
        head={head}
        current="delta"
        title={`Addendum: ${head.reference}`}
        lead="What was signed stays as it was signed. An addendum makes outcomes stricter, or names what changed since, under a signature of its own."
      />
      {broken ? <ReviewBroken {...broken} /> : null}
      {signing && delta ? (
        <Addendum reviewId={head.id} signing={signing} delta={delta} />
      ) : (
        <EmptyState
          title="There is no addendum for you to make"
          why={
            head.signedAt === null
              ? "An addendum comes after the signature."
              : "The person who answers for the review adds to it."
          }
          action={<ButtonLink href={reviewPath(head.id)}>Read the review</ButtonLink>}
        />
      )}
    </>
  );
}

// Until something is prepared there is no delta of the next version: the newest one is that of the last signature.
async function preparedDelta(actor: Actor, id: string, version: number): Promise<DeltaView> {
  const delta = await getDelta(actor, id, version);
  if (delta.version === version) return delta;
  return { ...delta, version, frozenAt: null, reason: "", corrected: [], rows: [], signed: false };
}

function Addendum({
  reviewId,
  signing,
  delta,
}: {
  reviewId: string;
  signing: SigningView;
  delta: DeltaView;
}) {
  const open = delta.rows.filter(({ disposition }) => disposition === null);
  const mayBegin = signing.blocked.length === 0 && signing.method !== "none";
  return (
    <>
      <AddendumForm
        key={`${delta.frozenAt}`}
        reviewId={reviewId}
        reason={delta.reason}
        corrected={delta.corrected}
        action={prepareAddendumAction}
      />
      {delta.frozenAt === null ? null : (
        <>
          <Section id="changes" title="What changed since the last signature">
            <DeltaTable delta={delta} />
          </Section>
          {open.length > 0 ? (
            <Section id="dispose" title="Say what becomes of it">
              <DisposeForm reviewId={reviewId} rows={open} action={disposeDeltaAction} />
            </Section>
          ) : null}
          <SignBlocked {...signing} />
          <SignStatement {...signing} />
          <Section id="sign" title="Sign">
            <SignMeans {...signing} />
            {mayBegin ? (
              <SignForm
                key={signing.shown}
                what={signing}
                begin={beginSigningAction}
                finish={finishSigningAction}
              />
            ) : null}
          </Section>
        </>
      )}
    </>
  );
}
