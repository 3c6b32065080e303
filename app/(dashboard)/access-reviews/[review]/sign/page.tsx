import { ApproveLateForm, ExplainLateForm } from "@/components/access-reviews/delta-forms";
import { LateFacts } from "@/components/access-reviews/late-facts";
import { PartTable } from "@/components/access-reviews/part-table";
import { ReviewBroken } from "@/components/access-reviews/review-broken";
import { ReviewHead } from "@/components/access-reviews/review-head";
import { SignBlocked, SignMeans } from "@/components/access-reviews/sign-blocked";
import { SignForm } from "@/components/access-reviews/sign-form";
import { SignStatement } from "@/components/access-reviews/sign-statement";
import { StatisticsFacts } from "@/components/access-reviews/statistics-facts";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { Tabs } from "@/components/ui/tabs";
import { type ReviewHeadView, reviewPath } from "@/lib/access-reviews/head-view";
import { SIGNATURE_ROLE_LABEL } from "@/lib/access-reviews/labels";
import { getReviewHead } from "@/lib/access-reviews/overview/head";
import type { SignatureRole } from "@/lib/access-reviews/review-view";
import { getLate, getParts, getSigning } from "@/lib/access-reviews/sign/queries";
import type { LateView, SigningView } from "@/lib/access-reviews/sign/sign-view";
import { snapshotIntegrity } from "@/lib/access-reviews/snapshot/integrity";
import type { Actor } from "@/lib/auth/actor";
import type { SearchParams } from "@/lib/server/list-params";
import { found, requireActor } from "@/lib/server/require-actor";
import {
  approveLateAction,
  beginSigningAction,
  explainLateAction,
  finishSigningAction,
} from "./actions";

export const metadata = { title: "Sign an access review" };

/** Where a reviewer signs their part, and whoever answers for the review signs all of it. */
export default async function SignPage({
  params,
  searchParams,
}: {
  params: Promise<{ review: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("review:sign");
  const [{ review }, query] = await Promise.all([params, searchParams]);
  const now = new Date();
  const head = await found(getReviewHead(actor, review, now));
  const roles = rolesOf(head);
  const role = roles.find((each) => each === query.role) ?? roles[0];
  const facts = head.asOf === null ? NOTHING : await factsOf(actor, head.id, role, now);
  const { broken, signing, parts, late } = facts;
  return (
    <>
      <ReviewHead head={head} current="sign" lead={leadOf(signing)} actions={lookLink(signing)} />
      {broken ? <ReviewBroken {...broken} /> : null}
      {late && concerns(late, role) ? <Late reviewId={head.id} late={late} /> : null}
      {roles.length > 1 && role ? <Roles head={head} roles={roles} current={role} /> : null}
      {signing ? (
        <Signing head={head} signing={signing} parts={parts} />
      ) : (
        <NothingToSign head={head} />
      )}
    </>
  );
}

const NOTHING = { broken: null, signing: null, parts: null, late: null };

/** What there is to sign; nothing of a review whose snapshot is not the one that was frozen. */
async function factsOf(actor: Actor, id: string, role: SignatureRole | undefined, now: Date) {
  const broken = await snapshotIntegrity(id);
  const late = await getLate(actor, id, now);
  if (!role || broken.state === "broken") return { ...NOTHING, broken, late };
  const signing = await found(getSigning(actor, id, role, now));
  const parts = role === "sign-off" && signing ? await getParts(actor, id) : null;
  return { broken, signing, parts, late };
}

// Whoever signs a part in time need not read why the whole is late.
function concerns(late: LateView, role: SignatureRole | undefined): boolean {
  return role === undefined || role === "sign-off" || late.mayApprove;
}

function rolesOf({ status, mine }: ReviewHeadView): SignatureRole[] {
  if (status === "signed" || status === "remediated") return [];
  const stages = mine.stages.map((stage): SignatureRole => (stage === 2 ? "stage-2" : "stage-1"));
  return [...stages, ...(mine.signOff ? (["sign-off"] as const) : [])];
}

function Roles({
  head,
  roles,
  current,
}: {
  head: ReviewHeadView;
  roles: readonly SignatureRole[];
  current: SignatureRole;
}) {
  const hrefOf = (role: SignatureRole) => `${reviewPath(head.id, "sign")}?role=${role}`;
  return (
    <div className="mt-6 mb-3">
      <Tabs
        label="What you sign"
        tabs={roles.map((role) => ({ href: hrefOf(role), label: SIGNATURE_ROLE_LABEL[role] }))}
        current={hrefOf(current)}
      />
    </div>
  );
}

function Signing({
  head,
  signing,
  parts,
}: {
  head: ReviewHeadView;
  signing: SigningView;
  parts: Awaited<ReturnType<typeof getParts>> | null;
}) {
  const mayBegin = signing.blocked.length === 0 && signing.method !== "none";
  return (
    <>
      <SignBlocked {...signing} />
      {parts ? (
        <Section
          id="parts"
          title="Parts of the reviewers"
          lead="What somebody decided and did not sign is no answer."
          actions={
            <ButtonLink href={reviewPath(head.id, "delta")}>
              What changed since the snapshot
            </ButtonLink>
          }
        >
          <PartTable rows={parts} />
        </Section>
      ) : null}
      <SignStatement {...signing} />
      {signing.statistics ? (
        <Section
          id="statistics"
          title="How it was decided"
          lead="Part of what is signed. It is disclosed, and is no verdict."
        >
          <StatisticsFacts statistics={signing.statistics} names={signing.names} />
        </Section>
      ) : null}
      {mayBegin || signing.method === "none" ? (
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
      ) : null}
    </>
  );
}

function Late({ reviewId, late }: { reviewId: string; late: LateView }) {
  return (
    <>
      <LateFacts late={late} />
      {late.mayExplain ? (
        <ExplainLateForm reviewId={reviewId} reason={late.reason} action={explainLateAction} />
      ) : null}
      {late.mayApprove ? (
        <ApproveLateForm reviewId={reviewId} reason={late.reason} action={approveLateAction} />
      ) : null}
    </>
  );
}

function NothingToSign({ head }: { head: ReviewHeadView }) {
  return (
    <EmptyState
      title="Nothing here is yours to sign"
      why={whyNothing(head)}
      action={<ButtonLink href={reviewPath(head.id)}>Read the review</ButtonLink>}
    />
  );
}

function whyNothing({ status }: ReviewHeadView): string {
  if (status === "draft") return "This review has not started.";
  if (status === "discarded") return "This draft was discarded before it started.";
  if (status === "open") {
    return "Reviewers sign what they decided, and whoever answers for the review signs all of it. You are none of them here.";
  }
  return "This review is signed. What has to be added comes as an addendum with its own signature.";
}

// What is signed here by its counts and hashes is read there, line by line.
function lookLink(signing: SigningView | null) {
  if (signing === null || signing.role === "sign-off" || signing.role === "addendum") return null;
  const stage = signing.role === "stage-2" ? 2 : 1;
  return (
    <ButtonLink href={`${reviewPath(signing.reviewId, "decide")}?stage=${stage}`}>
      Look at your decisions
    </ButtonLink>
  );
}

function leadOf(signing: SigningView | null): string {
  if (signing === null) return "Nothing of this review is yours to sign now.";
  if (signing.role === "sign-off") {
    return "You sign for the whole review: every outcome, what changed meanwhile, and who was to decide. Afterwards nothing of it can be edited.";
  }
  return "You sign exactly the decisions that are counted here. Afterwards they are final.";
}
