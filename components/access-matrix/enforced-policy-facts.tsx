import { DefinitionList } from "@/components/ui/definition-list";
import { Hash } from "@/components/ui/hash";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import type { PolicyRow } from "@/lib/access-matrix/enforced/enforced-view";

/** What was recorded about a policy, as a line of its history. */
type Act = {
  readonly id: string;
  readonly act: string;
  readonly who: string;
  readonly recordedAt: string;
};
const ACTS_SHOWN = 20;

type Neighbour = { readonly id: string; readonly version: number } | null;

/** Where a policy came from, until when it was said, and what stands before and behind it. */
export function EnforcedPolicyFacts({
  policy,
  hashes,
  before,
  after,
  statements,
  acts,
}: {
  policy: PolicyRow;
  hashes: { readonly added: string; readonly removed: string };
  before: Neighbour;
  after: Neighbour;
  statements: number;
  acts: readonly Act[];
}) {
  return (
    <Section id="facts" title="About this policy">
      <DefinitionList
        items={[
          { term: "Outcome", value: policy.outcome },
          { term: "Lines", value: policy.grants.toLocaleString("en") },
          {
            term: "Said",
            value: statements === 1 ? "once" : `${statements.toLocaleString("en")} times`,
          },
          { term: "Said last", value: <Instant at={policy.confirmedAt} /> },
          {
            term: "Replaced",
            value: policy.replacedAt ? <Instant at={policy.replacedAt} /> : "It stands",
          },
          { term: "Received", value: <Instant at={policy.receivedAt} /> },
          { term: "How it came", value: `${policy.channel}: ${policy.from}` },
          { term: "Its own name", value: policy.label || "none" },
          {
            term: "Hash of its lines",
            value: <Hash value={policy.hash} />,
            help: "SHA-256 over the RFC 8785 text of its lines, sorted",
          },
          ...(hashes.added === ""
            ? []
            : [
                { term: "Hash of what came in", value: <Hash value={hashes.added} /> },
                { term: "Hash of what went", value: <Hash value={hashes.removed} /> },
              ]),
          { term: "Before it", value: <Link to={before} /> },
          { term: "After it", value: <Link to={after} /> },
        ]}
      />
      <h3 className="mt-6 mb-2 font-semibold">History</h3>
      <ol className="border-t">
        {acts.slice(0, ACTS_SHOWN).map(({ id, act, who, recordedAt }) => (
          <li key={id} className="border-b py-1.5">
            <TextLink href={`/change-log?open=${id}`}>{act}</TextLink>,{" "}
            <span className="text-ink-2">{who}</span>
            <span className="block text-xs text-ink-3">
              <Instant at={recordedAt} />
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Link({ to }: { to: Neighbour }) {
  if (to === null) return "none";
  return <TextLink href={`/access-matrix/enforced/${to.id}`}>{`Policy ${to.version}`}</TextLink>;
}
