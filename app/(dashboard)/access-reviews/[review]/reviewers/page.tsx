import { CannotJudgeTable } from "@/components/access-reviews/cannot-judge-table";
import { ExceptionForm, HandOverForm } from "@/components/access-reviews/hand-over-form";
import { ReviewHead } from "@/components/access-reviews/review-head";
import { AssignmentTable, ReviewerTable } from "@/components/access-reviews/reviewer-table";
import { ExportMenu } from "@/components/data-table/export-menu";
import { Section } from "@/components/ui/section";
import { getReviewers } from "@/lib/access-reviews/assign/queries-assignments";
import {
  reviewersSentence,
  toAssignmentRows,
  toCannotJudgeRows,
  toReviewerRows,
} from "@/lib/access-reviews/assign/reviewer-rows";
import type { ReviewerRow } from "@/lib/access-reviews/assign/reviewers-view";
import { reviewPath } from "@/lib/access-reviews/head-view";
import { getReviewHead } from "@/lib/access-reviews/overview/head";
import { can } from "@/lib/auth/actor";
import { listActivePeople } from "@/lib/auth/people";
import { rolesHold } from "@/lib/auth/role-grants";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { found, requireActor } from "@/lib/server/require-actor";
import { exceptLinesAction, reassignLinesAction } from "./actions";

export const metadata = { title: "Reviewers of the review" };

export default async function ReviewReviewersPage({
  params,
  searchParams,
}: {
  params: Promise<{ review: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("review:read");
  const { review: id } = await params;
  const now = new Date();
  const { filters: start } = listParams(await searchParams, {
    ...{ sorts: ["name"], defaultSort: "name" },
    filters: { part: "text", to: "text", lines: "text" },
  });
  const [head, parts] = await Promise.all([
    found(getReviewHead(actor, id, now)),
    found(getReviewers(actor, id, now)),
  ]);
  const rows = toReviewerRows(parts, now);
  const mayChange = can(actor, "review:prepare") && head.status === "open";
  const people = mayChange ? await reviewersToChoose() : [];
  return (
    <>
      <ReviewHead
        head={head}
        current="reviewers"
        count={new Set(parts.parts.map(({ personId }) => personId)).size}
        lead={reviewersSentence(rows)}
        actions={
          can(actor, "review:export") ? (
            <ExportMenu href={`/api/access-reviews/assignments/export?review=${id}`} />
          ) : null
        }
      />
      <ReviewerTable rows={rows} />
      {parts.unjudged.length > 0 ? (
        <Section
          id="cannot-judge"
          title="Cannot be judged"
          lead="Nobody can sign a part with such a line in it. Hand it over to somebody who can judge it."
        >
          <CannotJudgeTable
            rows={toCannotJudgeRows(parts)}
            base={reviewPath(id, "reviewers")}
            mayHandOver={mayChange}
          />
        </Section>
      ) : null}
      {mayChange ? (
        <>
          <Section
            id="hand-over"
            title="Hand lines over"
            lead="Somebody else decides what is not decided. The due day moves for nobody, and decisions stay whose they are."
          >
            <HandOverForm
              action={reassignLinesAction}
              reviewId={id}
              parts={rows.filter(({ signedAt }) => signedAt === "").map(toChoice)}
              people={people}
              start={start}
            />
          </Section>
          <Section
            id="exception"
            title="Where everybody who could judge has a conflict"
            lead="Whoever answers for an agent, asked for its access or registered it decides nothing about it. In a small team they may, with a second person who looks at the same lines, and with the reason on record."
          >
            <ExceptionForm action={exceptLinesAction} reviewId={id} people={people} />
          </Section>
        </>
      ) : null}
      <Section
        id="assignments"
        title="Every assignment"
        lead="Who had which lines from when until when, and why. None is ever deleted."
      >
        <AssignmentTable rows={toAssignmentRows(parts)} />
      </Section>
    </>
  );
}

function toChoice({ id, name, stage, undecided, cannotJudge }: ReviewerRow) {
  return { value: id, label: `${name}, ${stage.toLowerCase()}: ${undecided + cannotJudge} left` };
}

async function reviewersToChoose() {
  const people = await listActivePeople();
  return people
    .filter(({ roles }) => rolesHold(roles, "review:decide"))
    .map(({ id, name, title }) => ({ id, name, title }));
}
