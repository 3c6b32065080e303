import { Callout } from "@/components/ui/callout";
import { DefinitionList } from "@/components/ui/definition-list";
import { Drawer } from "@/components/ui/drawer";
import { Instant } from "@/components/ui/instant";
import { TextLink } from "@/components/ui/text-link";
import type { RemovalRow } from "@/lib/access-reviews/remediation/removal-view";
import { type RemovalActions, RemovalActs } from "./removal-acts";
import { RemovalProofs } from "./removal-proofs";
import { DueMark, RemovalState } from "./removal-table";

/** One removal: what was decided, what the data say, and the five proofs that it is gone (REV-16). */
export function RemovalDrawer({
  removal,
  closeHref,
  actions,
}: {
  removal: RemovalRow;
  closeHref: string;
  /** What the reader may say of it; null where nothing. */
  actions: RemovalActions | null;
}) {
  const { state } = removal;
  return (
    <Drawer title={removal.what} description={removal.decision} closeHref={closeHref}>
      {state === "reopened" ? (
        <Callout tone="fail" title="Open again">
          {removal.reopenedBecause}
        </Callout>
      ) : null}
      {removal.standing !== "" ? (
        <Callout tone="attention" title="Not gone yet">
          {removal.standing}
        </Callout>
      ) : null}
      <DefinitionList className="mt-4" items={factsOf(removal)} />
      <h3 className="mt-6 mb-2 font-medium text-base">Proofs</h3>
      <RemovalProofs removal={removal} />
      {actions && (state === "open" || state === "reopened") ? (
        <section aria-label="What you can say of it" className="mt-6 print:hidden">
          <RemovalActs removalId={removal.id} actions={actions} />
        </section>
      ) : null}
    </Drawer>
  );
}

function factsOf(removal: RemovalRow) {
  const { reviewId, reference, lineId, serverId } = removal;
  return [
    { term: "State", value: <RemovalState removal={removal} /> },
    { term: "Due", value: <DueMark removal={removal} /> },
    {
      term: "Review",
      value: <TextLink href={`/access-reviews/${reviewId}`}>{reference}</TextLink>,
    },
    {
      term: "Line",
      value:
        lineId === "" ? (
          "Of what changed since the snapshot"
        ) : (
          <TextLink href={`/access-reviews/lines/${lineId}`}>Line {removal.lineNumber}</TextLink>
        ),
    },
    { term: "Why", value: removal.cause },
    { term: "Environment", value: removal.environment },
    {
      term: "Server",
      value:
        serverId === "" ? (
          removal.server
        ) : (
          <TextLink href={`/servers/${serverId}`}>{removal.server}</TextLink>
        ),
    },
    { term: "Server owner", value: removal.serverOwner },
    { term: "Signed", value: <Instant at={removal.openedAt} /> },
    { term: "Ended in our register", value: <At at={removal.registerEndedAt} /> },
    { term: "Gone at the gateway", value: <At at={removal.goneAt} /> },
    { term: "Verified", value: <At at={removal.verifiedAt} /> },
    { term: "Accepted", value: removal.accepted },
    {
      term: "Said to be done",
      value: removal.ticket,
      help: "A ticket closes nothing: only the data do.",
    },
    {
      term: "History",
      value: <TextLink href={`/change-log?subject=remediation:${removal.id}`}>Change log</TextLink>,
    },
  ];
}

function At({ at }: { at: string }) {
  return at === "" ? <span className="text-ink-3">Not yet</span> : <Instant at={at} />;
}
