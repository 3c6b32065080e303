import { ActivityTabs } from "@/components/activity/activity-tabs";
import { CandidateTable, DismissedTable } from "@/components/activity/candidate-table";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { listCandidates } from "@/lib/activity/calls/queries-calls";
import { activitySettings } from "@/lib/activity/settings";
import { can } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { addDays, utcDay } from "@/lib/core/clock";
import { requireActor } from "@/lib/server/require-actor";
import { policyInForce } from "@/lib/settings/policies";
import { dismissCandidateAction, restoreCandidateAction } from "../actions";
import { toCandidateRow } from "./row";

export const metadata = { title: "Shadow candidates" };

export default async function CandidatesPage() {
  const actor = await requireActor("call:read-all");
  const now = new Date();
  const [candidates, { values }] = await Promise.all([
    listCandidates(actor, now),
    policyInForce(activitySettings, now),
  ]);
  const names = await namesOf(
    candidates.flatMap(({ guessedOwnerId, dismissal }) => [
      guessedOwnerId,
      dismissal?.dismissedById ?? null,
    ]),
  );
  const rows = candidates.map((candidate) => toCandidateRow(candidate, names));
  const open = rows.filter(({ dismissal }) => dismissal === null);
  const dismissed = rows.filter(({ dismissal }) => dismissal !== null);
  const may = can(actor, "candidate:dismiss");
  const acts = {
    firstDay: utcDay(addDays(now, 1)),
    lastDay: utcDay(addDays(now, values.dismissalMaxDays)),
    dismiss: may ? dismissCandidateAction : null,
    restore: may ? restoreCandidateAction : null,
    mayRegister: can(actor, "agent:register"),
  };
  return (
    <>
      <PageHeader
        title="Shadow candidates"
        count={open.length}
        lead={
          open.length === 0
            ? "Whoever called so far stands in the registry, or somebody said why not."
            : "Agents and keys that called and stand in no registry. Register them, or say until when they need no entry."
        }
      />
      <ActivityTabs current="/activity/candidates" may={(right) => can(actor, right)} />
      <CandidateTable rows={open} acts={acts} />
      <Section
        id="dismissed"
        title="Dismissed"
        lead="Their calls are recorded like all others. On its day each is a candidate again."
      >
        <DismissedTable rows={dismissed} acts={acts} />
      </Section>
    </>
  );
}
