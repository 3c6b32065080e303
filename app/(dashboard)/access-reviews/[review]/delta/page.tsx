import { DisposeForm, FreezeForm } from "@/components/access-reviews/delta-forms";
import { DeltaTable } from "@/components/access-reviews/delta-table";
import { ReviewHead } from "@/components/access-reviews/review-head";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/section";
import { Tabs } from "@/components/ui/tabs";
import { type ReviewHeadView, reviewPath } from "@/lib/access-reviews/head-view";
import { getReviewHead } from "@/lib/access-reviews/overview/head";
import { getDelta } from "@/lib/access-reviews/sign/queries";
import type { DeltaView } from "@/lib/access-reviews/sign/sign-view";
import { can } from "@/lib/auth/actor";
import type { SearchParams } from "@/lib/server/list-params";
import { found, requireActor } from "@/lib/server/require-actor";
import { disposeDeltaAction, freezeDeltaAction } from "./actions";

export const metadata = { title: "Changes since the snapshot" };

/** What changed between the snapshot and the signature, and what becomes of it. `?version=2`: of the first addendum. */
export default async function DeltaPage({
  params,
  searchParams,
}: {
  params: Promise<{ review: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("review:read");
  const [{ review }, query] = await Promise.all([params, searchParams]);
  const head = await found(getReviewHead(actor, review, new Date()));
  if (head.asOf === null) return <NotStarted head={head} />;
  const delta = await found(getDelta(actor, head.id, versionOf(query.version)));
  const mayAct = !delta.signed && can(actor, "review:sign");
  const open = delta.rows.filter(({ disposition }) => disposition === null);
  return (
    <>
      <ReviewHead
        head={head}
        current="delta"
        count={delta.rows.length}
        lead={leadOf(delta, open.length)}
        actions={head.signedAt && can(actor, "review:sign") ? <AddendumLink id={head.id} /> : null}
      />
      {delta.versions.length > 1 ? <Versions id={head.id} delta={delta} /> : null}
      <p className="mb-3 text-ink-2">
        {delta.from && delta.frozenAt ? (
          <>
            From <Instant at={delta.from} /> to <Instant at={delta.frozenAt} />.
          </>
        ) : null}
      </p>
      {mayAct && head.status === "open" ? (
        <div className="mb-4">
          <FreezeForm
            reviewId={head.id}
            again={delta.frozenAt !== null}
            action={freezeDeltaAction}
          />
        </div>
      ) : null}
      <DeltaTable delta={delta} />
      {mayAct && open.length > 0 ? (
        <Section
          id="dispose"
          title="Say what becomes of it"
          lead="Whoever has a conflict with a change does not carry it over: somebody else does."
        >
          <DisposeForm reviewId={head.id} rows={open} action={disposeDeltaAction} />
        </Section>
      ) : null}
    </>
  );
}

function versionOf(asked: SearchParams[string]): number | null {
  const version = Number.parseInt(String(asked ?? ""), 10);
  return version > 0 && version < 10_000 ? version : null;
}

function Versions({ id, delta: { versions, version } }: { id: string; delta: DeltaView }) {
  const hrefOf = (each: number) => `${reviewPath(id, "delta")}?version=${each}`;
  const wordsOf = (each: number) => (each === 1 ? "Sign-off" : `Addendum, version ${each}`);
  return (
    <div className="mb-3">
      <Tabs
        label="Versions"
        tabs={versions.map((each) => ({ href: hrefOf(each), label: wordsOf(each) }))}
        current={hrefOf(version)}
      />
    </div>
  );
}

function AddendumLink({ id }: { id: string }) {
  return <ButtonLink href={`/access-reviews/${id}/addendum`}>Addendum</ButtonLink>;
}

function NotStarted({ head }: { head: ReviewHeadView }) {
  return (
    <>
      <ReviewHead
        head={head}
        current="delta"
        lead="Nothing can have changed since a start there was not."
      />
      <EmptyState
        title="This review has not started"
        why="Its snapshot is frozen at the start; what changes afterwards is listed here."
        action={<ButtonLink href={reviewPath(head.id)}>Read the review</ButtonLink>}
      />
    </>
  );
}

function leadOf(delta: DeltaView, open: number): string {
  if (delta.signed) {
    return "What had changed when it was signed, with what was said of each change. It is part of what was signed: a line that is left out breaks the signature.";
  }
  if (delta.frozenAt === null) {
    return "Frozen shortly before the sign-off. Until then it is not known what changed since the snapshot.";
  }
  return open === 0
    ? "Everything that changed since the snapshot has been disposed of. It is signed if nothing else has changed by then."
    : `${open.toLocaleString("en")} of these changes still wait for somebody's word, so the review cannot be signed.`;
}
