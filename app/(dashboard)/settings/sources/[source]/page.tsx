import type { Metadata } from "next";
import { TurnSource } from "@/components/activity/source-acts";
import { SourceDays } from "@/components/activity/source-days";
import { SourceFacts, SourceHealth } from "@/components/activity/source-facts";
import { SourceStateMark } from "@/components/activity/source-marks";
import { SourceSnippets } from "@/components/activity/source-snippets";
import { SourceTest } from "@/components/activity/source-test";
import { NewSourceToken, SourceTokens } from "@/components/activity/source-tokens";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { sourceDays, sourceFigures } from "@/lib/activity/sources/queries-source-health";
import { listSourceTokens } from "@/lib/activity/sources/queries-source-parts";
import { type FoundSource, getSource } from "@/lib/activity/sources/queries-sources";
import { snippetOf, snippetsFor } from "@/lib/activity/sources/source-snippets";
import {
  toSourceDayRow,
  toSourceFacts,
  toSourceRow,
  toSourceTokenRow,
} from "@/lib/activity/sources/source-view";
import { kindOf } from "@/lib/activity/sources/source-words";
import { can } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { env } from "@/lib/core/env";
import { found, requireActor } from "@/lib/server/require-actor";
import {
  disableSourceAction,
  enableSourceAction,
  makeSourceTokenAction,
  revokeSourceTokenAction,
  testSourceAction,
} from "../actions";

export const metadata: Metadata = { title: "Source" };

export default async function SourcePage({ params }: { params: Promise<{ source: string }> }) {
  const actor = await requireActor("source:read");
  const now = new Date();
  const source = await found(getSource(actor, (await params).source));
  const [all, days, tokens] = await Promise.all([
    sourceFigures(actor, now, source.id),
    sourceDays(actor, source.id, now),
    listSourceTokens(actor, source.id),
  ]);
  const names = await namesOf([source.ownerId, ...tokens.map(({ madeById }) => madeById)]);
  const figures = all.get(source.id);
  const row = toSourceRow(source, figures, names, now);
  const facts = toSourceFacts(source, figures);
  const mayManage = can(actor, "source:manage");
  const href = `/settings/sources/${source.id}`;
  return (
    <>
      <PageHeader
        title={source.name}
        back={{ href: "/settings/sources", label: "Sources" }}
        badge={<SourceStateMark state={row.state} />}
        asOf={now.toISOString()}
        actions={
          <>
            <ButtonLink href={`/change-log?subject=source:${source.id}`}>History</ButtonLink>
            {mayManage ? (
              <>
                <ButtonLink href={`${href}/mapping`}>Mapping</ButtonLink>
                <ButtonLink href={`${href}/edit`}>Edit</ButtonLink>
              </>
            ) : null}
          </>
        }
      />
      {row.state.state === "silent" ? (
        <Callout tone="fail" title="Nothing came within its rhythm" className="mb-6">
          The time since then is a gap until something explains it. Look whether the gateway runs,
          and what it is answered.
        </Callout>
      ) : null}
      <SourceHealth row={row} facts={facts} />
      <Section
        id="days"
        title="The last seven days"
        lead="Received counts what came on that day; happened counts calls by their own time."
      >
        <SourceDays rows={days.map(toSourceDayRow)} />
      </Section>
      <Section id="facts" title="As it is configured">
        <SourceFacts row={row} facts={facts} />
      </Section>
      <Section
        id="tokens"
        title="Tokens"
        lead="A token may push for this source and nothing else. Make another and give it to the gateway while both are good."
        actions={
          mayManage ? <NewSourceToken sourceId={source.id} make={makeSourceTokenAction} /> : null
        }
      >
        <SourceTokens
          sourceId={source.id}
          rows={tokens.map((token) => toSourceTokenRow(token, names, now))}
          revoke={mayManage ? revokeSourceTokenAction : null}
        />
      </Section>
      <Connecting source={source} mayManage={mayManage} />
    </>
  );
}

/** What it takes to have it send, and to stop it. */
function Connecting({ source, mayManage }: { source: FoundSource; mayManage: boolean }) {
  const isDisabled = source.disabledAt !== null;
  return (
    <>
      {mayManage && !isDisabled && source.kind !== "mapping" ? (
        <Section
          id="test"
          title="Test"
          lead="Reads a made-up record in the shape of this kind and shows what would be made of it. Nothing is stored: a test must not make a silent source look alive."
        >
          <SourceTest sourceId={source.id} action={testSourceAction} />
        </Section>
      ) : null}
      <Section
        id="configuration"
        title="Configuration to copy"
        lead="With this installation's address and this source's short name. The token is a placeholder: it was shown once."
      >
        <SourceSnippets
          snippets={snippetsFor({ base: env().baseUrl, source: source.id })}
          open={snippetOf(kindOf(source.kind))}
        />
      </Section>
      {mayManage ? (
        <section aria-label="Acts" className="mt-8 print:hidden">
          <TurnSource
            source={{ id: source.id, name: source.name, isDisabled }}
            disable={disableSourceAction}
            enable={enableSourceAction}
          />
        </section>
      ) : null}
    </>
  );
}
