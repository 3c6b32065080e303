import { FinishCheck } from "@/components/access-reviews/check-forms";
import { CheckItems } from "@/components/access-reviews/check-items";
import { DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { getCheck } from "@/lib/access-reviews/check/queries";
import { reviewPath } from "@/lib/access-reviews/head-view";
import { can } from "@/lib/auth/actor";
import { found, requireActor } from "@/lib/server/require-actor";
import { finishCheckAction, judgeItemAction } from "../actions";

export const metadata = { title: "Second look" };

export default async function CheckPage({ params }: { params: Promise<{ check: string }> }) {
  const actor = await requireActor("review:read");
  const { check: id } = await params;
  const { check, checkerId, review, items } = await found(getCheck(actor, id));
  const looks =
    check.finishedAt === "" &&
    actor.kind === "person" &&
    actor.id === checkerId &&
    can(actor, "review:check");
  const left = items.filter(({ verdict }) => verdict === "").length;
  return (
    <>
      <PageHeader
        title={`Second look at ${review.reference}`}
        count={items.length}
        back={{ href: reviewPath(review.id, "removals"), label: review.title }}
        lead={leadOf(left, check.disagrees)}
        actions={
          looks && left === 0 ? <FinishCheck checkId={check.id} action={finishCheckAction} /> : null
        }
      />
      <DefinitionList
        className="mb-6"
        items={[
          { term: "Drawn", value: check.title },
          {
            term: "Seed",
            value: <code className="break-all font-mono text-sm">{check.seed}</code>,
          },
          {
            term: "How",
            value:
              "SHA-256 over the seed, a line feed and the key of each kept line; in ascending order, the first of them.",
          },
          { term: "Looks", value: check.checker },
          { term: "Drawn by", value: check.drawnBy },
          { term: "When", value: <Instant at={check.drawnAt} /> },
          {
            term: "Finished",
            value: check.finishedAt === "" ? "Not yet" : <Instant at={check.finishedAt} />,
          },
          {
            term: "History",
            value: (
              <TextLink href={`/change-log?subject=review-check:${check.id}`}>Change log</TextLink>
            ),
          },
        ]}
      />
      <CheckItems checkId={check.id} items={items} judge={looks ? judgeItemAction : null} />
    </>
  );
}

function leadOf(left: number, disagrees: number): string {
  if (left > 0) return `${left} lines wait for an answer. Nothing that was signed changes by it.`;
  if (disagrees === 0) return "Whoever looked agrees with each of the drawn lines.";
  return `${disagrees} of the drawn lines should not have been kept. An addendum corrects a signed review.`;
}
