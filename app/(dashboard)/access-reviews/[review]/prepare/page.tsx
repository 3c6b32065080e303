import { PrepareActs } from "@/components/access-reviews/prepare-acts";
import { PrepareCounts } from "@/components/access-reviews/prepare-counts";
import { PrepareBlocks, PrepareFacts } from "@/components/access-reviews/prepare-facts";
import { PrepareForm } from "@/components/access-reviews/prepare-form";
import { PrepareReviewers } from "@/components/access-reviews/prepare-reviewers";
import { PrepareSources, PrepareTieOut } from "@/components/access-reviews/prepare-sources";
import { ReviewHead } from "@/components/access-reviews/review-head";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/text-link";
import { getReviewHead } from "@/lib/access-reviews/overview/head";
import { draftStart } from "@/lib/access-reviews/prepare/draft-start";
import { previewReview } from "@/lib/access-reviews/prepare/preview";
import type { Review } from "@/lib/access-reviews/prepare/queries";
import { can } from "@/lib/auth/actor";
import { utcDay } from "@/lib/core/clock";
import { found, requireActor } from "@/lib/server/require-actor";
import { discardReviewAction, editReviewAction, launchReviewAction } from "../../actions";
import { draftChoices } from "../../choices";

export const metadata = { title: "Prepare an access review" };

const LEAD = {
  draft:
    "What a start would freeze now, how complete that is, and who would decide it. Nothing is frozen yet.",
  over: "There is nothing to prepare any more.",
};

export default async function PrepareReviewPage({
  params,
}: {
  params: Promise<{ review: string }>;
}) {
  const actor = await requireActor("review:read");
  const { review: id } = await params;
  const now = new Date();
  const [head, { review, preview, tooLarge }] = await Promise.all([
    found(getReviewHead(actor, id, now)),
    found(previewReview(actor, id, now)),
  ]);
  const isDraft = review.status === "draft";
  const mayPrepare = isDraft && can(actor, "review:prepare");
  return (
    <>
      <ReviewHead
        head={head}
        current="prepare"
        lead={LEAD[isDraft ? "draft" : "over"]}
        actions={
          mayPrepare ? (
            <PrepareActs
              reviewId={id}
              reference={review.reference}
              version={review.version}
              lines={preview?.lines ?? null}
              blocked={preview === null || preview.blocks.length > 0}
              launch={launchReviewAction}
              discard={discardReviewAction}
            />
          ) : null
        }
      />
      {isDraft ? null : <NoDraft review={review} />}
      {tooLarge === null ? null : <PrepareBlocks blocks={[tooLarge]} mayEdit={mayPrepare} />}
      {preview === null ? null : (
        <>
          <PrepareBlocks blocks={preview.blocks} mayEdit={mayPrepare} />
          <PrepareFacts preview={preview} />
          <PrepareTieOut tieOut={preview.tieOut} />
          <PrepareSources sources={preview.sources} />
          <PrepareCounts preview={preview} />
          <PrepareReviewers preview={preview} />
        </>
      )}
      {mayPrepare ? (
        <section aria-labelledby="prepare-draft" className="print:hidden">
          <h2 id="prepare-draft" className="mb-3 text-lg font-medium">
            The draft
          </h2>
          <PrepareForm
            key={review.version}
            action={editReviewAction}
            choices={await draftChoices()}
            quarters={[]}
            start={draftStart(review)}
            draftKey={`${actor.id}:access-review:${id}`}
            minDay={utcDay(now)}
          />
        </section>
      ) : null}
    </>
  );
}

function NoDraft({ review }: { review: Review }) {
  if (review.status === "discarded") {
    return <Callout title="This draft was put aside">{review.discardReason}</Callout>;
  }
  return (
    <Callout title="This review has started">
      What it is about was frozen then.{" "}
      <TextLink href={`/access-reviews/${review.id}`}>See where it stands</TextLink>
    </Callout>
  );
}
