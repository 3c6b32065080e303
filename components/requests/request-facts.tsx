import { Callout } from "@/components/ui/callout";
import { type Definition, DefinitionList } from "@/components/ui/definition-list";
import { Diff } from "@/components/ui/diff";
import { Hash } from "@/components/ui/hash";
import { Instant } from "@/components/ui/instant";
import { StateMark } from "@/components/ui/state-mark";
import { TextLink } from "@/components/ui/text-link";
import type { RequestDetail } from "@/lib/requests/view";

/** The wish field by field, then who asked, why, until when, and what became of it. */
export function RequestFacts({ request }: { request: RequestDetail }) {
  return (
    <div className="space-y-6">
      {request.intact ? null : (
        <Callout tone="fail" title="The stored wish does not match its hash">
          It was changed behind the product’s back, so nobody can decide it. The change log holds
          what was asked for.
        </Callout>
      )}
      <section aria-labelledby="wish">
        <h2 id="wish" className="mb-2 text-lg font-semibold">
          What would change
        </h2>
        <Diff caption="What would change" rows={request.wish} />
      </section>
      <section aria-labelledby="facts">
        <h2 id="facts" className="mb-2 text-lg font-semibold">
          About the request
        </h2>
        <DefinitionList items={factsOf(request)} />
      </section>
    </div>
  );
}

function factsOf(request: RequestDetail): Definition[] {
  const closed: Definition[] = [
    { term: "Closed by", value: request.decidedBy },
    { term: "Closed at", value: request.decidedAt ? <Instant at={request.decidedAt} /> : null },
    { term: "Note", value: <span className="whitespace-pre-line">{request.note ?? "none"}</span> },
  ];
  const open: Definition[] = [{ term: "Waits for", value: waitsFor(request) }];
  return [
    {
      term: "State",
      value: <StateMark tone={request.tone}>{request.status}</StateMark>,
    },
    { term: "Asked for by", value: request.requester },
    { term: "Reason", value: <span className="whitespace-pre-line">{request.reason}</span> },
    { term: "Asked at", value: <Instant at={request.requestedAt} /> },
    { term: "Due", value: <Instant at={request.dueAt} /> },
    {
      term: "Made from version",
      value: request.baseVersion === 0 ? "none, it is new" : String(request.baseVersion),
    },
    {
      term: "Hash of the wish",
      help: "SHA-256 over its canonical JSON. An approval holds for this hash alone.",
      value: <Hash value={request.diffHash} label="Copy the hash" />,
    },
    ...(request.revises
      ? [
          {
            term: "In the place of",
            value: <TextLink href={request.revises}>the request that was edited</TextLink>,
          },
        ]
      : []),
    ...(request.open ? open : closed),
    ...(request.revisedBy
      ? [
          {
            term: "Edited into",
            value: <TextLink href={request.revisedBy}>the request that took its place</TextLink>,
          },
        ]
      : []),
  ];
}

const SHOWN = 5;

function waitsFor({ waitsFor: people, named }: RequestDetail): string {
  if (people.length === 0) return "nobody who is active may decide it";
  const shown = people.slice(0, SHOWN).join(", ");
  const more = people.length > SHOWN ? ` and ${people.length - SHOWN} more` : "";
  if (named) return `${shown}${more}, named in the request`;
  return people.length === 1 ? shown : `one of ${shown}${more}`;
}
