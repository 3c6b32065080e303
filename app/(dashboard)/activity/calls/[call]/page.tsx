import { CallFacts } from "@/components/activity/call-facts";
import { CallVersions } from "@/components/activity/call-versions";
import { OutcomeMark } from "@/components/activity/outcome-mark";
import { RecordGate, RecordPayload } from "@/components/activity/record-payload";
import { TraceTimeline } from "@/components/activity/trace-timeline";
import { EntryFacts } from "@/components/ledger/entry-facts";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { ProofLine } from "@/components/ui/proof-line";
import { Section } from "@/components/ui/section";
import { KIND_LABEL } from "@/lib/activity/calls/call-labels";
import type { CallRow } from "@/lib/activity/calls/call-view";
import { getTrace } from "@/lib/activity/calls/queries-record";
import { toRecordShown } from "@/lib/activity/calls/record-view";
import { can } from "@/lib/auth/actor";
import { toEntryView, toPayload } from "@/lib/ledger-store/entry-view";
import { hasViewed } from "@/lib/ledger-store/queries-views";
import { requireActor } from "@/lib/server/require-actor";
import { entryWords } from "../../../ledger/words";
import { viewCallAction } from "../../actions";
import { callOf, heldShown, versionsShown } from "./load";

type CallPageProps = { params: Promise<{ call: string }> };

const BACK = { href: "/activity", label: "Activity" };

export async function generateMetadata({ params }: CallPageProps) {
  return { title: `Call #${(await params).call}` };
}

export default async function CallPage({ params }: CallPageProps) {
  const actor = await requireActor("call:read");
  const { call: index } = await params;
  const { call, stored } = await callOf(actor, index);
  const held = await heldShown(actor, call);
  const title = call.operation ?? KIND_LABEL[call.kind] ?? call.kind;
  if (!("entry" in stored)) {
    return (
      <>
        <PageHeader title={title} back={BACK} lead={sentence(call)} />
        <Callout tone="fail" title={stored.title}>
          {stored.why}
        </Callout>
        <CallFacts call={call} held={held} />
      </>
    );
  }
  const { entry } = stored;
  const place = { log: "calls", index: entry.index } as const;
  const viewed = await hasViewed(actor, place, new Date());
  const [versions, trace] = await Promise.all([
    versionsShown(actor, index, viewed),
    getTrace(actor, index),
  ]);
  const shown = toEntryView(entry, entryWords);
  const proof = `/ledger/entries/${shown.id}?proof`;
  const readsLedger = can(actor, "ledger:read");
  return (
    <>
      <PageHeader
        title={title}
        back={BACK}
        badge={<OutcomeMark outcome={call.outcome} />}
        lead={sentence(call)}
        actions={
          readsLedger ? (
            <ButtonLink href={entry.seal ? proof : `/ledger/entries/${shown.id}`}>
              {entry.seal ? "Show the proof" : "Show the ledger entry"}
            </ButtonLink>
          ) : null
        }
      />
      <ProofLine
        state={entry.seal ? "sealed" : "recorded"}
        where={`calls #${shown.shownIndex}`}
        at={shown.seal?.at ?? entry.ts}
        {...(readsLedger ? { href: `/ledger/entries/${shown.id}` } : {})}
      >
        ledger entry
      </ProofLine>
      <CallFacts call={call} held={held} />
      {viewed ? (
        <RecordPayload record={toRecordShown(entry.data)} line={toPayload(entry).line} />
      ) : (
        <RecordGate index={index} view={viewCallAction} />
      )}
      <CallVersions current={call.idx} versions={versions} />
      <TraceTimeline trace={trace} current={call.idx} />
      <Section
        id="entry"
        title="Its place in the ledger"
        lead="The entry is the evidence; the lists read an index of it, which is compared here."
      >
        <EntryFacts entry={shown} />
      </Section>
    </>
  );
}

function sentence({ agentName, agent, person, environment, server }: CallRow): string {
  const who =
    agentName ??
    (agent === null ? "A caller that was not named" : `${agent}, which is not registered,`);
  const whose =
    person === null ? "on behalf of nobody that the sender names" : `on behalf of ${person}`;
  const where = server === null ? "" : ` at ${server}`;
  return `${who} called${where} ${whose}${environment === null ? "" : `, in ${environment}`}.`;
}
