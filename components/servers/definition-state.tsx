import { Callout } from "@/components/ui/callout";
import { Diff } from "@/components/ui/diff";
import { Hash } from "@/components/ui/hash";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/section";
import { StateMark } from "@/components/ui/state-mark";
import { TextLink } from "@/components/ui/text-link";
import { PIN_STATE_LABEL, type PinState } from "@/lib/servers/definitions/definition-labels";
import type { OperationFacts } from "@/lib/servers/definitions/definition-view";

const TONE = {
  none: "muted",
  waiting: "attention",
  pinned: "strong",
  drifted: "fail",
  gone: "attention",
} as const satisfies Record<PinState, string>;

/** Where an operation stands between what its server says and what a person approved. */
export function DefinitionStateMark({ state }: { state: PinState }) {
  return <StateMark tone={TONE[state]}>{PIN_STATE_LABEL[state]}</StateMark>;
}

/** What waits for a decision, and where the server's word differs from the pinned one. */
export function DefinitionState({ operation }: { operation: OperationFacts }) {
  const { request, drift, grants, pinnedHash, observedHash } = operation;
  const other = grants.filter(({ basis }) => basis === "other").length;
  return (
    <>
      {request ? (
        <Callout tone="attention" title="A request to pin it waits" className="mb-6">
          <TextLink href={`/inbox/${request.id}`}>{request.title}</TextLink>, since{" "}
          <Instant at={request.requestedAt} />.
        </Callout>
      ) : null}
      {other > 0 ? (
        <Callout tone="fail" title="Grants rest on another definition" className="mb-6">
          {other === 1 ? "1 grant in force was" : `${other} grants in force were`} approved when the
          server said something else. They are marked below and in the access matrix, until they are
          approved again or ended.
        </Callout>
      ) : null}
      {drift.length > 0 ? (
        <Section
          id="drift"
          title="Where it left what was pinned"
          lead={
            <>
              Pinned <Hash value={pinnedHash} />, now <Hash value={observedHash} />.
            </>
          }
        >
          <Diff caption="Pinned definition and what the server says now" rows={drift} />
        </Section>
      ) : null}
    </>
  );
}
