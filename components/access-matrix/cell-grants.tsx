import { DefinitionList } from "@/components/ui/definition-list";
import { Hash } from "@/components/ui/hash";
import { Instant } from "@/components/ui/instant";
import { PersonName } from "@/components/ui/person-name";
import { ProofMark } from "@/components/ui/proof-line";
import { StateMark } from "@/components/ui/state-mark";
import { TextLink } from "@/components/ui/text-link";
import type { GrantFact } from "@/lib/access-matrix/matrix/story-view";
import { CellSection } from "./cell-section";

/** What was recorded of a grant, and its place in the ledger. */
export type GrantProof = {
  readonly id: string;
  readonly act: string;
  readonly who: string;
  readonly at: string;
  readonly ledger: {
    readonly state: "recording" | "recorded" | "sealed" | "broken";
    readonly index: string;
  };
};

const KIND_WORD: Readonly<Record<string, string>> = {
  normal: "Approved by request",
  standard: "Standard change, approved beforehand",
  emergency: "Emergency access, approved afterwards",
};

/** Who allowed it: the grants in force, then those that were. */
export function CellGrants({
  grants,
  names,
  proofs,
}: {
  grants: readonly GrantFact[];
  names: Readonly<Record<string, string>>;
  proofs: Readonly<Record<string, readonly GrantProof[]>>;
}) {
  const standing = grants.filter(({ inForce }) => inForce);
  const past = grants.filter(({ inForce }) => !inForce);
  return (
    <CellSection title="Granted">
      {standing.length === 0 ? (
        <p className="text-ink-2">
          No grant is in force{past.length === 0 ? ", and none ever was." : "."}
        </p>
      ) : null}
      {standing.map((grant) => (
        <Grant key={grant.id} grant={grant} names={names} proofs={proofs[grant.id] ?? []} />
      ))}
      {past.length === 0 ? null : (
        <details className="mt-2" open={standing.length === 0}>
          <summary className="text-sm text-ink-2">
            {past.length === 1 ? "One earlier grant" : `${past.length} earlier grants`}
          </summary>
          {past.map((grant) => (
            <Grant key={grant.id} grant={grant} names={names} proofs={proofs[grant.id] ?? []} />
          ))}
        </details>
      )}
    </CellSection>
  );
}

function Grant({
  grant,
  names,
  proofs,
}: {
  grant: GrantFact;
  names: Readonly<Record<string, string>>;
  proofs: readonly GrantProof[];
}) {
  return (
    <div className="mt-2 mb-4">
      <DefinitionList items={[...approvalOf(grant, names), ...timeOf(grant)]} />
      <Proofs proofs={proofs} />
      <p className="mt-1.5 text-sm">
        <TextLink href={`/access-matrix/grants/${grant.id}`}>Open the grant</TextLink>
      </p>
    </div>
  );
}

function approvalOf(grant: GrantFact, names: Readonly<Record<string, string>>) {
  const kind = KIND_WORD[grant.kind] ?? grant.kind;
  return [
    { term: "Purpose", value: <span className="whitespace-pre-line">{grant.purpose}</span> },
    {
      term: "Kind",
      value: grant.wildcard ? `${kind}; a wildcard: every operation of the server` : kind,
    },
    {
      term: "Asked for",
      value: (
        <>
          <PersonName name={names[grant.requestedById] ?? "Somebody unknown"} />,{" "}
          <Instant at={grant.requestedAt} />
        </>
      ),
    },
    { term: "Approved", value: <Approval grant={grant} names={names} /> },
  ];
}

function Approval({ grant, names }: { grant: GrantFact; names: Readonly<Record<string, string>> }) {
  return (
    <>
      <PersonName name={names[grant.approvedById] ?? "Somebody unknown"} />,{" "}
      <Instant at={grant.approvedAt} />
      {grant.requestId ? (
        <>
          {" "}
          <TextLink href={`/inbox/${grant.requestId}`}>the request</TextLink>
        </>
      ) : null}
      {grant.ticketed ? null : (
        <StateMark tone="fail" className="ml-1">
          no change record says so
        </StateMark>
      )}
    </>
  );
}

function timeOf(grant: GrantFact) {
  const ended = grant.endedAt
    ? [
        {
          term: "Ended",
          value: (
            <>
              <Instant at={grant.endedAt} /> {grant.endedReason ?? ""}
              {grant.endRequestId ? (
                <>
                  {" "}
                  <TextLink href={`/inbox/${grant.endRequestId}`}>the request</TextLink>
                </>
              ) : null}
            </>
          ),
        },
      ]
    : [];
  return [
    { term: "From", value: <Instant at={grant.fromAt} /> },
    { term: "Until", value: grant.until ? <Instant at={grant.until} /> : "No date was set" },
    ...ended,
    {
      term: "Definition approved",
      value: grant.definitionHash ? (
        <Hash value={grant.definitionHash} label="Copy the hash of the definition" />
      ) : (
        "none was known"
      ),
    },
  ];
}

function Proofs({ proofs }: { proofs: readonly GrantProof[] }) {
  if (proofs.length === 0) return null;
  return (
    <ul className="mt-1.5 text-sm text-ink-2">
      {proofs.map(({ id, act, who, at, ledger }) => (
        <li key={id} className="flex flex-wrap items-baseline gap-x-2">
          <TextLink href={`/change-log?open=${id}`}>{act}</TextLink> {who}, <Instant at={at} />
          <ProofMark state={ledger.state} where={ledger.index === "" ? "" : `#${ledger.index}`} />
        </li>
      ))}
    </ul>
  );
}
