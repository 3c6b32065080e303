import { DelegationForm, FitnessForm } from "@/components/access-reviews/delegation-form";
import { DelegationTable } from "@/components/access-reviews/delegation-table";
import { FitnessTable } from "@/components/access-reviews/fitness-table";
import { RoomTabs } from "@/components/access-reviews/room-tabs";
import { ExportMenu } from "@/components/data-table/export-menu";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import {
  listDelegations,
  listReviewers,
  openReviewChoices,
} from "@/lib/access-reviews/assign/queries-reviewers";
import { toDelegationRows, toFitnessRows } from "@/lib/access-reviews/assign/reviewer-rows";
import type { FitnessRow } from "@/lib/access-reviews/assign/reviewers-view";
import { type Actor, can } from "@/lib/auth/actor";
import { listActivePeople } from "@/lib/auth/people";
import { rolesHold } from "@/lib/auth/role-grants";
import { utcDay } from "@/lib/core/clock";
import { requireActor } from "@/lib/server/require-actor";
import { delegateReviewsAction, endDelegationAction, recordReviewerAction } from "./actions";

export const metadata = { title: "Reviewers" };

export default async function ReviewersPage() {
  const actor = await requireActor("review:read");
  const now = new Date();
  const [reviewers, delegations] = await Promise.all([
    listReviewers(actor, now),
    listDelegations(actor),
  ]);
  const rows = toFitnessRows(reviewers, now);
  return (
    <>
      <PageHeader
        title="Reviewers"
        count={rows.length}
        lead={fitnessSentence(rows, reviewers.days)}
        back={{ href: "/access-reviews", label: "Access reviews" }}
        actions={
          can(actor, "review:export") ? (
            <ExportMenu href="/api/access-reviews/reviewers/export" />
          ) : null
        }
      />
      <RoomTabs current="/access-reviews/reviewers" may={(right) => can(actor, right)} />
      <FitnessTable rows={rows} />
      <Section
        id="delegations"
        title="Delegations"
        lead="Who is away names somebody before the first decision. Both names stand beside each line, and nobody delegates onwards."
      >
        <DelegationTable
          rows={toDelegationRows(delegations, actor, now)}
          end={endDelegationAction}
        />
      </Section>
      <Forms actor={actor} now={now} />
    </>
  );
}

async function Forms({ actor, now }: { actor: Actor; now: Date }) {
  const [mayDelegate, mayRecord] = [can(actor, "review:delegate"), can(actor, "reviewer:edit")];
  if (!mayDelegate && !mayRecord) return null;
  const everybody = await listActivePeople();
  const people = everybody
    .filter(({ roles }) => rolesHold(roles, "review:decide"))
    .map(({ id, name, title }) => ({ id, name, title }));
  const reviews = await openReviewChoices(actor);
  const today = utcDay(now);
  return (
    <>
      {mayDelegate ? (
        <Section id="delegate" title="Have somebody decide in the place of another">
          <DelegationForm
            action={delegateReviewsAction}
            people={people}
            reviews={reviews.map(({ id, reference, title }) => ({
              value: id,
              label: `${reference}: ${title}`,
            }))}
            selfId={actor.id}
            mayNameOthers={can(actor, "review:prepare")}
            today={today}
          />
        </Section>
      ) : null}
      {mayRecord ? (
        <Section
          id="record"
          title="Record why somebody is fit to review"
          lead="A newer record takes the place of an older one; none is changed."
        >
          <FitnessForm action={recordReviewerAction} people={people} today={today} />
        </Section>
      ) : null}
    </>
  );
}

function fitnessSentence(rows: readonly FitnessRow[], days: number): string {
  const fit = rows.filter(({ fitness }) => fitness === "pass").length;
  return `Of ${fit} of ${rows.length} it is on record within ${days} days why they are fit to review: their role, when they were trained, and why they can judge.`;
}
