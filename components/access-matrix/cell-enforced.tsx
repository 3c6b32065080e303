import { OutcomeBadge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { TextLink } from "@/components/ui/text-link";
import type { Cell, SourceFreshness } from "@/lib/access-matrix/matrix/matrix-view";
import type { EnforcedFact } from "@/lib/access-matrix/matrix/story-view";
import { CellSection } from "./cell-section";

const SAYS = {
  yes: "A gateway lets it through.",
  no: "No gateway that looks after this server lets it through.",
  unknown: "No source that looks after this server has stated its policy lately.",
} as const;

/** What gateways say: the lines that stand, those that stood, and how fresh that is. */
export function CellEnforced({
  enforced,
  lines,
  sources,
  linked,
}: {
  enforced: Cell["enforced"];
  lines: readonly EnforcedFact[];
  sources: readonly SourceFreshness[];
  linked: boolean;
}) {
  const standing = lines.filter(({ inForce }) => inForce);
  const past = lines.filter(({ inForce }) => !inForce);
  return (
    <CellSection title="Enforced">
      <p>
        {enforced === "unknown" ? (
          <>
            <OutcomeBadge outcome="unknown">Unknown</OutcomeBadge> {SAYS.unknown}
          </>
        ) : (
          SAYS[enforced]
        )}
      </p>
      <Lines lines={standing} linked={linked} />
      {past.length === 0 ? null : (
        <details className="mt-2">
          <summary className="text-sm text-ink-2">
            {past.length === 1 ? "One earlier line" : `${past.length} earlier lines`}
          </summary>
          <Lines lines={past} linked={linked} />
        </details>
      )}
      {sources.length === 0 ? null : (
        <ul className="mt-2 text-sm text-ink-2">
          {sources.map(({ sourceId, name, statedAt, fresh }) => (
            <li key={sourceId}>
              {name} stated its policy <Instant at={statedAt} />{" "}
              {fresh ? null : <OutcomeBadge outcome="unknown">stale</OutcomeBadge>}
            </li>
          ))}
        </ul>
      )}
    </CellSection>
  );
}

function Lines({ lines, linked }: { lines: readonly EnforcedFact[]; linked: boolean }) {
  if (lines.length === 0) return null;
  return (
    <ul className="mt-1.5 border-t">
      {lines.map((line) => (
        <li key={line.id} className="border-b py-1.5">
          <span className="font-medium">{line.sourceName}</span>{" "}
          <code className="font-mono text-sm wrap-anywhere">
            {line.principal} → {line.server}/{line.operation}
          </code>{" "}
          {line.environment}{" "}
          {line.wildcard ? <span className="text-ink-2">(a wildcard)</span> : null}
          <span className="block text-sm text-ink-2">
            since <Instant at={line.fromAt} />
            {line.toAt ? (
              <>
                {" "}
                until <Instant at={line.toAt} />
              </>
            ) : null}
            {linked ? (
              <>
                {" "}
                <TextLink href={`/access-matrix/enforced/${line.fromPolicyId}`}>
                  the policy that brought it
                </TextLink>
              </>
            ) : null}
          </span>
          {line.conditions === "" ? null : (
            <code className="block font-mono text-xs wrap-anywhere text-ink-2">
              {line.conditions}
            </code>
          )}
        </li>
      ))}
    </ul>
  );
}
