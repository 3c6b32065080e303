import type { Metadata } from "next";
import { FindingExplanation } from "@/components/findings/finding-explanation";
import { FindingFacts } from "@/components/findings/finding-facts";
import { CloseForm, ReopenForm, TriageForm } from "@/components/findings/finding-forms";
import { FindingHistory } from "@/components/findings/finding-history";
import { FindingStateMark, SeverityMark } from "@/components/findings/finding-marks";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { listActivePeople } from "@/lib/auth/people";
import { rolesHold } from "@/lib/auth/role-grants";
import { getFinding } from "@/lib/findings/queries";
import { toFindingFacts } from "@/lib/findings/view";
import { found, requireActor } from "@/lib/server/require-actor";
import { closeFindingAction, reopenFindingAction, triageFindingAction } from "../actions";

export const metadata: Metadata = { title: "Finding" };

export default async function FindingPage({ params }: { params: Promise<{ finding: string }> }) {
  const actor = await requireActor("finding:read");
  const { finding: id } = await params;
  const finding = toFindingFacts(await found(getFinding(actor, id)), actor, new Date());
  const which = { findingId: finding.id, version: finding.version };
  return (
    <>
      <PageHeader
        title={finding.title}
        back={{ href: "/findings", label: "Findings" }}
        badge={
          <>
            <SeverityMark severity={finding.severity} word={finding.severityWord} />
            <FindingStateMark
              state={finding.state}
              word={finding.stateWord}
              verdict={finding.verdict}
            />
          </>
        }
        lead={finding.means}
        actions={
          <>
            <ButtonLink href={`/change-log?subject=finding:${finding.id}`}>Change log</ButtonLink>
            {finding.mayReopen ? <ReopenForm {...which} action={reopenFindingAction} /> : null}
          </>
        }
      />
      <FindingFacts finding={finding} />
      <FindingExplanation finding={finding} />
      {finding.mayTriage ? (
        <div className="grid gap-x-10 lg:grid-cols-2 print:hidden">
          <Section id="triage" title="Triage">
            <TriageForm
              {...which}
              action={triageFindingAction}
              people={await triagers()}
              ownerId={finding.ownerId || actor.id}
              dueOn={finding.dueOn}
              note={finding.note}
            />
          </Section>
          <Section id="close" title="Close">
            {finding.closingObjection === "" ? (
              <CloseForm
                {...which}
                action={closeFindingAction}
                draftKey={`${actor.id}:finding:${finding.id}`}
              />
            ) : (
              <Callout tone="note">{finding.closingObjection}</Callout>
            )}
          </Section>
        </div>
      ) : null}
      <FindingHistory rows={finding.history} />
    </>
  );
}

async function triagers() {
  const people = await listActivePeople();
  return people
    .filter(({ roles }) => rolesHold(roles, "finding:triage"))
    .map(({ id, name, title }) => ({ id, name, title }));
}
