import type { ReactNode } from "react";
import { listHref } from "@/components/data-table/list-link";
import { ButtonLink } from "@/components/ui/button";
import { Drawer } from "@/components/ui/drawer";
import { Hash } from "@/components/ui/hash";
import { Instant } from "@/components/ui/instant";
import { StateMark } from "@/components/ui/state-mark";
import { TextLink } from "@/components/ui/text-link";
import { FLAG_MEANS } from "@/lib/access-matrix/matrix/matrix-labels";
import type { Flag } from "@/lib/access-matrix/matrix/matrix-view";
import type { CellStory } from "@/lib/access-matrix/matrix/story-view";
import { FLAG_ADVICE } from "./cell-advice";
import { CellEnforced } from "./cell-enforced";
import { CellGrants, type GrantProof } from "./cell-grants";
import { type CellReview, CellReviews } from "./cell-reviews";
import { CellSection } from "./cell-section";
import { CellUse } from "./cell-use";
import { FlagMark } from "./matrix-marks";
import { agentLabel, environmentWord, keyLabel } from "./matrix-words";

/** Which other rooms the reader may enter from here. */
export type CellDoors = Readonly<
  Record<"activity" | "enforced" | "server" | "key" | "agent" | "request", boolean>
>;

/** The whole story of a cell: what is wrong with it, who allowed it, who enforces it, who used it, and what proves each. */
export function CellDrawer({
  story,
  names,
  proofs,
  reviews,
  may,
  closeHref,
}: {
  story: CellStory;
  names: Readonly<Record<string, string>>;
  proofs: Readonly<Record<string, readonly GrantProof[]>>;
  /** Null where the reader sees no reviews. */
  reviews: readonly CellReview[] | null;
  may: CellDoors;
  closeHref: string;
}) {
  const { cell, operation } = story;
  return (
    <Drawer
      title={`${operation.operation} on ${operation.server}`}
      description={<Place story={story} may={may} />}
      closeHref={closeHref}
      footer={<Acts story={story} may={may} />}
    >
      <Marks flags={cell.flags} />
      <CellGrants grants={story.grants} names={names} proofs={proofs} />
      <CellEnforced
        enforced={cell.enforced}
        lines={story.enforced}
        sources={story.sources}
        linked={may.enforced}
      />
      <CellUse
        cell={cell}
        usage={story.usage}
        calls={story.calls}
        period={{ from: story.from, to: story.asOf }}
        countedAt={story.countedAt}
        callsHref={may.activity ? callsHref(story) : ""}
      />
      <Definitions story={story} linked={may.server} />
      {reviews === null ? null : <CellReviews reviews={reviews} />}
    </Drawer>
  );
}

function Place({ story, may }: { story: CellStory; may: CellDoors }) {
  const { principal, cell, asOf } = story;
  const agent = agentLabel(principal);
  return (
    <>
      <Linked href={may.key && principal.kind === "key" ? `/keys/${principal.id.slice(4)}` : ""}>
        {keyLabel(principal)}
      </Linked>
      ,{" "}
      <Linked href={may.agent && principal.agentSlug ? `/agents/${principal.agentSlug}` : ""}>
        {agent}
      </Linked>
      , {environmentWord(cell.environment)}, as of <Instant at={asOf} />
    </>
  );
}

function Linked({ href, children }: { href: string; children: string }) {
  return href === "" ? <span>{children}</span> : <TextLink href={href}>{children}</TextLink>;
}

function Marks({ flags }: { flags: readonly Flag[] }) {
  if (flags.length === 0) return <p className="text-ink-2">Nothing deviates here.</p>;
  return (
    <ul aria-label="Marks" className="flex flex-col gap-3">
      {flags.map((flag) => (
        <li key={flag}>
          <FlagMark flag={flag} />
          <p className="mt-0.5">{FLAG_MEANS[flag]}</p>
          <p className="text-ink-2">{FLAG_ADVICE[flag]}</p>
        </li>
      ))}
    </ul>
  );
}

function Definitions({ story, linked }: { story: CellStory; linked: boolean }) {
  const { definitions, operation } = story;
  const [current] = definitions;
  return (
    <CellSection title="Definition">
      {current ? (
        <p className="flex flex-wrap items-baseline gap-x-2">
          <Hash value={current.hash} label="Copy the hash of the definition" /> observed{" "}
          <Instant at={current.observedAt} />
          {current.pinnedAt ? null : <StateMark tone="attention">nobody pinned it yet</StateMark>}
        </p>
      ) : (
        <p className="text-ink-2">The server's description of it was never read in.</p>
      )}
      {definitions.length > 1 ? (
        <p className="mt-1 text-sm text-ink-2">{definitions.length} definitions were seen.</p>
      ) : null}
      {linked && operation.operationId ? (
        <p className="mt-1 text-sm">
          <TextLink href={`/servers/operations/${operation.operationId}`}>
            Its definitions and what changed
          </TextLink>
        </p>
      ) : null}
    </CellSection>
  );
}

function Acts({ story, may }: { story: CellStory; may: CellDoors }): ReactNode {
  const { principal, operation, grants } = story;
  const standing = grants.find(({ inForce }) => inForce);
  if (standing) {
    return <ButtonLink href={`/access-matrix/grants/${standing.id}`}>Open the grant</ButtonLink>;
  }
  if (!may.request || principal.kind !== "key" || !operation.operationId) return null;
  const wish = new URLSearchParams({
    key: principal.id.slice(4),
    operation: operation.operationId,
  });
  return <ButtonLink href={`/access-matrix/request?${wish}`}>Ask for this access</ButtonLink>;
}

function callsHref({ principal, operation, cell, from, asOf }: CellStory): string {
  const who = principal.publicId ?? (principal.kind === "unknown" ? principal.label : "");
  return listHref("/activity", "", {
    key: who,
    agent: who === "" ? (principal.agentSlug ?? principal.label) : "",
    server: operation.serverSlug ?? operation.server,
    operation: operation.operation,
    environment: cell.environment,
    from,
    to: asOf,
  });
}
