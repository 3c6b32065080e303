import { Callout } from "@/components/ui/callout";
import { DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import { TextLink } from "@/components/ui/text-link";
import type { AgentFacts as Facts } from "@/lib/agents/view";
import { AgentPerson } from "./agent-marks";

/** Everything the registry knows about one agent, section by section. */
export function AgentFacts({ agent }: { agent: Facts }) {
  return (
    <div className="grid gap-x-12 gap-y-8 xl:grid-cols-2">
      {agent.sections.map(({ title, facts }) => (
        <section key={title} aria-label={title}>
          <h2 className="mb-2 text-lg font-semibold">{title}</h2>
          <DefinitionList items={facts.map((fact) => ({ term: fact.label, value: value(fact) }))} />
          {title === "Risk" ? <RiskReasons risk={agent.risk} /> : null}
        </section>
      ))}
      {agent.links.length > 0 ? <AgentLinks links={agent.links} /> : null}
    </div>
  );
}

const MISSING = {
  now: "Missing, although this agent is active",
  before: "Missing before this agent can be active",
};

/** What the agent lacks, and whether that keeps it from being active. */
export function AgentGaps({ agent: { gaps, status } }: { agent: Pick<Facts, "gaps" | "status"> }) {
  if (gaps.length === 0) return null;
  const blocked = gaps.some(({ blocks }) => blocks);
  return (
    <Callout
      tone="attention"
      title={blocked ? MISSING[status === "ACTIVE" ? "now" : "before"] : "To look at"}
      className="mb-6"
    >
      <ul className="list-disc pl-4">
        {gaps.map(({ gap, label }) => (
          <li key={gap}>{label}</li>
        ))}
      </ul>
    </Callout>
  );
}

/** Duties under the AI Act by role and date: obligations, never a statement that they are met. */
export function AgentDuties({ aiAct }: { aiAct: Facts["aiAct"] }) {
  if (aiAct.duties.length === 0) return null;
  return (
    <section aria-labelledby="duties" className="mt-8">
      <h2 id="duties" className="mb-1 text-lg font-semibold">
        Duties that follow from the answers
      </h2>
      <p className="mb-2 max-w-[72ch] text-ink-2">
        Obligations by role and date, not a statement that they are met. Last verified{" "}
        {aiAct.lastVerified} against {aiAct.source}.
      </p>
      <div className="overflow-x-auto">
        <table className="w-full border-y text-left wrap-anywhere">
          <thead>
            <tr className="border-b text-sm text-ink-2">
              <th className="py-1.5 pr-4 font-medium">Article</th>
              <th className="py-1.5 pr-4 font-medium">Who</th>
              <th className="py-1.5 pr-4 font-medium">Duty</th>
              <th className="py-1.5 font-medium">From</th>
            </tr>
          </thead>
          <tbody>
            {aiAct.duties.map((duty) => (
              <tr
                key={`${duty.article} ${duty.who} ${duty.duty}`}
                className="border-b align-top last:border-b-0"
              >
                <td className="py-1.5 pr-4 whitespace-nowrap">{duty.article}</td>
                <td className="py-1.5 pr-4 whitespace-nowrap">{duty.who}</td>
                <td className="py-1.5 pr-4">{duty.duty}</td>
                <td className="py-1.5 whitespace-nowrap tabular-nums">
                  {duty.from} {duty.applies ? null : <span className="text-ink-3">not yet</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function RiskReasons({ risk }: { risk: Facts["risk"] }) {
  return (
    <div className="mt-2 text-sm text-ink-2">
      <p>
        By rule version {risk.ruleVersion}: {risk.computedWord}.{" "}
        {risk.raised ? "Raised by a person." : null}
      </p>
      <ul className="mt-1 list-disc pl-4">
        {risk.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </div>
  );
}

function AgentLinks({ links }: { links: Facts["links"] }) {
  return (
    <section aria-label="Links">
      <h2 className="mb-2 text-lg font-semibold">Links</h2>
      <ul className="space-y-1">
        {links.map(({ label, url }) => (
          <li key={url}>
            <TextLink href={url} rel="noreferrer noopener" target="_blank">
              {label}
            </TextLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

type Fact = Facts["sections"][number]["facts"][number];

function value(fact: Fact) {
  if (fact.person) return <AgentPerson person={fact.person} />;
  if (fact.at) return <Instant at={fact.at} />;
  return <span className="whitespace-pre-line wrap-anywhere">{fact.text}</span>;
}
