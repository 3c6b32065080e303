import { AccessTabs } from "@/components/access-matrix/access-tabs";
import { LeastFilters } from "@/components/access-matrix/least-filters";
import { LeastGrantsTable } from "@/components/access-matrix/least-grants-table";
import { LeastKeys } from "@/components/access-matrix/least-keys";
import { LeastRemovalForm } from "@/components/access-matrix/least-removal-form";
import { LeastUncoveredTable } from "@/components/access-matrix/least-uncovered-table";
import { ExportMenu } from "@/components/data-table/export-menu";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { type Definition, DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { ENDING_MAX, GRANTS_MAX } from "@/lib/access-matrix/grants/limits";
import {
  privilegeSentence,
  toProposalRows,
} from "@/lib/access-matrix/least-privilege/least-rows-view";
import { blockedTogether, propose, uncovered } from "@/lib/access-matrix/least-privilege/propose";
import {
  getPrivilege,
  type LoadedPrivilege,
} from "@/lib/access-matrix/least-privilege/queries-least-privilege";
import { type Actor, can } from "@/lib/auth/actor";
import { utcDay } from "@/lib/core/clock";
import { DATA_CLASS_LABEL } from "@/lib/core/data-classes";
import { ENVIRONMENT_LABEL } from "@/lib/core/environments";
import { found } from "@/lib/server/require-actor";
import { removeIdleAction } from "./actions";

type Asked = { actor: Actor; agent: string; days: number; now: Date };

/** What one agent holds, lets lie and does beyond it, with the smallest set that would have been enough. */
export async function OneAgent({ actor, agent: idOrSlug, days, now }: Asked) {
  const loaded = await found(getPrivilege(actor, { agent: idOrSlug, days, now }));
  const { agent, facts } = loaded;
  const proposals = propose(facts);
  const going = proposals.filter(({ verdict }) => verdict === "remove");
  const blocked = blockedTogether(facts, new Set(going.map(({ id }) => id)));
  const bounds = { form: GRANTS_MAX, subject: ENDING_MAX };
  const rows = toProposalRows(proposals, loaded.waiting, bounds);
  const asks = rows.filter(({ verdict }) => ["remove", "narrow", "review"].includes(verdict));
  const stays = rows.filter(({ verdict }) => verdict === "keep" || verdict === "young");
  const mayAsk = can(actor, "grant:request") && asks.some(({ choosable }) => choosable);
  const table = (
    <LeastGrantsTable
      caption="Grants that can go"
      rows={mayAsk ? asks : asks.map((row) => ({ ...row, choosable: false }))}
      chooses={mayAsk || asks.some(({ waiting }) => waiting !== null)}
    />
  );
  return (
    <>
      <PageHeader
        title={`Least privilege: ${agent.name}`}
        back={{ href: `/access-matrix/least-privilege?days=${days}`, label: "Least privilege" }}
        lead={privilegeSentence(proposals, { days, blocked })}
        actions={
          <>
            <ButtonLink href={`/access-matrix?agent=${agent.slug}&days=${days}`}>
              See the matrix
            </ButtonLink>
            {can(actor, "matrix:export") ? (
              <ExportMenu href="/api/access-matrix/least-privilege/export" />
            ) : null}
          </>
        }
      />
      <AccessTabs current="/access-matrix/least-privilege" may={(right) => can(actor, right)} />
      <LeastFilters searched={false} />
      <Doubts {...loaded} />
      <DefinitionList items={purposeAndSums(loaded, stays.length)} />
      <Section
        id="remove"
        title="What can go"
        lead="Each removal says how many calls it alone would have blocked: calls that no other grant in force allows."
      >
        {mayAsk ? (
          <LeastRemovalForm
            key={`${agent.id}:${days}`}
            action={removeIdleAction}
            chosen={rows.filter(({ chosen }) => chosen).length}
            reason={`Not used in the ${days} days until ${utcDay(now)}.`}
          >
            {table}
          </LeastRemovalForm>
        ) : (
          table
        )}
      </Section>
      <Section
        id="smallest"
        title="What would be left"
        lead="The smallest set with which the agent could have done everything it did, and what is too young to judge."
      >
        <LeastGrantsTable caption="Grants that stay" rows={stays} />
      </Section>
      <Section id="without" title="Used or enforced without a grant">
        <LeastUncoveredTable rows={uncovered(facts.cells)} />
      </Section>
      <LeastKeys />
    </>
  );
}

// Unknown is never green: what was not recorded, or not stated, is said first.
function Doubts({ counted, sources, facts }: LoadedPrivilege) {
  const stale = sources.filter(({ fresh }) => !fresh).map(({ name }) => name);
  const untracked = facts.trackedFrom === null || facts.trackedFrom > facts.from;
  return (
    <>
      {untracked ? (
        <Callout
          tone="attention"
          title="Calls are not recorded for the whole period"
          className="mb-4"
        >
          {counted.trackedFrom === null ? (
            "No call has been recorded yet, so nothing is proposed to go for lack of use."
          ) : (
            <>
              The first call of all is of <Instant at={counted.trackedFrom} />. What was not used
              since then is not judged.
            </>
          )}
        </Callout>
      ) : null}
      {stale.length > 0 ? (
        <Callout tone="attention" title="What is enforced is partly unknown" className="mb-4">
          {`No fresh statement of ${stale.join(", ")}. Where only these look after a server, enforcement is unknown.`}
        </Callout>
      ) : null}
    </>
  );
}

function purposeAndSums({ agent, sums, counted }: LoadedPrivilege, stays: number): Definition[] {
  return [
    { term: "Declared purpose", value: agent.purpose },
    { term: "Registered for data", value: wordsOf(DATA_CLASS_LABEL, agent.dataClasses) || "none" },
    {
      term: "Registered for",
      value: wordsOf(ENVIRONMENT_LABEL, agent.environments) || "no environment",
    },
    { term: "Granted", value: cells(sums.granted) },
    {
      term: "Enforced",
      value: `${cells(sums.enforced)}${sums.unknown > 0 ? `, of ${sums.unknown} unknown` : ""}`,
    },
    { term: "Used", value: `${cells(sums.used)} of those granted, in ${calls(sums.calls)}` },
    { term: "Smallest set", value: `${stays} ${stays === 1 ? "grant" : "grants"}` },
    {
      term: "Calls counted",
      value: (
        <>
          from <Instant at={counted.from} /> until <Instant at={counted.countedAt} />
        </>
      ),
    },
  ];
}

function cells(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "cell" : "cells"}`;
}

function calls(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "call" : "calls"}`;
}

function wordsOf(labels: Readonly<Record<string, string>>, values: readonly string[]): string {
  return values.map((value) => labels[value] ?? value).join(", ");
}
