import { DECIDE_SHOWS, DECIDE_VIEWS } from "@/components/access-reviews/decide-order";
import { DecideScreen } from "@/components/access-reviews/decide-screen";
import { ReviewHead } from "@/components/access-reviews/review-head";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Tabs } from "@/components/ui/tabs";
import { type ReviewHeadView, reviewPath } from "@/lib/access-reviews/head-view";
import { getReviewHead } from "@/lib/access-reviews/overview/head";
import type { SearchParams } from "@/lib/server/list-params";
import { found, requireActor } from "@/lib/server/require-actor";

export const metadata = { title: "Decide" };

/** Where a reviewer decides their part, line by line. */
export default async function DecidePage({
  params,
  searchParams,
}: {
  params: Promise<{ review: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("review:decide");
  const [{ review }, query] = await Promise.all([params, searchParams]);
  const head = await found(getReviewHead(actor, review, new Date()));
  const { stages } = head.mine;
  const stage = stages.find((each) => String(each) === query.stage) ?? stages[0];
  const path = reviewPath(head.id, "decide");
  if (!stage) {
    return (
      <>
        <ReviewHead
          head={head}
          current="decide"
          lead="No line of this review is yours to decide."
        />
        <EmptyState
          title="Nothing here is yours to decide"
          why={whyNothing(head)}
          action={<ButtonLink href={reviewPath(head.id)}>Read the review</ButtonLink>}
        />
      </>
    );
  }
  return (
    <>
      <ReviewHead head={head} current="decide" lead={leadOf(head, stage)} />
      {stages.length > 1 ? (
        <div className="mb-3">
          <Tabs
            label="Stages"
            tabs={stages.map((each) => ({
              href: `${path}?stage=${each}`,
              label: STAGE_LABEL[each],
            }))}
            current={`${path}?stage=${stage}`}
          />
        </div>
      ) : null}
      <DecideScreen
        key={stage}
        reviewId={head.id}
        stage={stage}
        personId={actor.id}
        start={{
          view: DECIDE_VIEWS.find((view) => view === query.view) ?? "agent",
          show: DECIDE_SHOWS.find((show) => show === query.show) ?? "all",
          n: Number.parseInt(String(query.line ?? ""), 10) || null,
        }}
        signHref={`${reviewPath(head.id, "sign")}?role=stage-${stage}`}
      />
    </>
  );
}

const STAGE_LABEL = { 1: "First stage", 2: "Second stage" } as const;

function leadOf({ dueAt, status }: ReviewHeadView, stage: 1 | 2): string {
  if (status !== "open")
    return "This review is signed. What you decided in it is shown here and no longer changes.";
  const due = `Due by the end of ${lastDayOf(dueAt)}.`;
  return stage === 1
    ? `Each line is one decision of yours. ${due}`
    : `You look a second time at what is risky; the stricter answer holds. ${due}`;
}

// The due instant is the end of its day.
function lastDayOf(dueAt: string): string {
  return new Date(Date.parse(dueAt) - 1).toISOString().slice(0, 10);
}

function whyNothing({ status }: ReviewHeadView): string {
  if (status === "draft") return "This review has not started, so nobody has lines to decide.";
  return "Lines are decided by whoever answers for the server or the data, and by risk owners in the second stage. Whoever has a conflict with a line is not asked.";
}
