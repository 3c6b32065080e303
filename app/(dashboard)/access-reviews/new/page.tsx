import { PrepareForm } from "@/components/access-reviews/prepare-form";
import { PageHeader } from "@/components/ui/page-header";
import { draftDefaults } from "@/lib/access-reviews/prepare/defaults";
import { utcDay } from "@/lib/core/clock";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";
import { draftReviewAction } from "../actions";
import { draftChoices } from "../choices";

export const metadata = { title: "Prepare an access review" };

const START = {
  sorts: ["title"],
  defaultSort: "title",
  filters: { trigger: "text", title: "text", agent: "text", server: "text" },
} as const;

export default async function NewReviewPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("review:prepare");
  const { filters } = listParams(await searchParams, START);
  const now = new Date();
  const [choices, { start, quarters }] = await Promise.all([
    draftChoices(),
    draftDefaults(actor, filters, now),
  ]);
  const draft = filters.trigger === "" ? "" : `:${filters.trigger}`;
  return (
    <>
      <PageHeader
        title="Prepare a review"
        back={{ href: "/access-reviews", label: "Access reviews" }}
        lead="A draft freezes nothing. You see what it would hold, what differs and who would decide, before you start it."
      />
      <PrepareForm
        action={draftReviewAction}
        choices={choices}
        quarters={quarters}
        start={start}
        draftKey={`${actor.id}:access-review${draft}`}
        minDay={utcDay(now)}
      />
    </>
  );
}
