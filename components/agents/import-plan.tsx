import { Callout } from "@/components/ui/callout";
import { Diff } from "@/components/ui/diff";
import type { ImportPlan } from "@/lib/agents/view";

/** What a file would do: what is wrong where, or what would be new and different. */
export function ImportPlanView({ plan }: { plan: ImportPlan }) {
  if (plan.refused.length > 0) return <Refused refused={plan.refused} />;
  const nothing = plan.created.length + plan.changed.length === 0;
  return (
    <div className="mb-6 space-y-6">
      {nothing ? (
        <Callout title="Nothing would change">
          All {plan.unchanged.length} agents of this file stand in the registry as it says.
        </Callout>
      ) : null}
      <Lines title="New" lines={plan.created} />
      <Lines title="Changed" lines={plan.changed} />
      {plan.unchanged.length > 0 && !nothing ? (
        <p className="text-ink-2">
          As they are: {plan.unchanged.map(({ name }) => name).join(", ")}
        </p>
      ) : null}
    </div>
  );
}

function Refused({ refused }: { refused: ImportPlan["refused"] }) {
  return (
    <Callout tone="fail" title="Nothing is taken from this file until these lines are corrected">
      <ul className="space-y-1">
        {refused.map(({ line, field, message }) => (
          <li key={`${line} ${field} ${message}`}>
            <span className="font-mono text-sm">
              line {line}
              {field ? `, ${field}` : ""}
            </span>
            : {message}
          </li>
        ))}
      </ul>
    </Callout>
  );
}

function Lines({ title, lines }: { title: string; lines: ImportPlan["created"] }) {
  if (lines.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className="mb-2 text-lg font-semibold">
        {title} <span className="font-normal text-ink-3 tabular-nums">{lines.length}</span>
      </h2>
      <ul className="border-t">
        {lines.map(({ slug, name, line, changes }) => (
          <li key={slug} className="border-b py-2">
            <details>
              <summary>
                {name} <span className="font-mono text-sm text-ink-3">{slug}</span>{" "}
                <span className="text-sm text-ink-3">line {line}</span>
              </summary>
              <div className="mt-2">
                <Diff
                  caption={`${name}: what would change`}
                  rows={changes.map(({ field, label, before, after }) => ({
                    ...{ field, label },
                    before: before || null,
                    after: after || null,
                  }))}
                />
              </div>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}
