import { DefinitionList } from "@/components/ui/definition-list";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import type { FindingFacts } from "@/lib/findings/view";
import { ExplanationChart } from "./explanation-chart";

/** Why it was raised: usual, seen, and how far apart; then where to look and what to do. */
export function FindingExplanation({ finding }: { finding: FindingFacts }) {
  const { explanation, matters, act, successor, subjectHref } = finding;
  const { baseline, observed, deviation, numbers, chart, proposal, evidence } = explanation;
  return (
    <>
      <Section id="why" title="Why it was raised">
        <DefinitionList
          items={[
            { term: "Usual", value: <Prose text={baseline} /> },
            { term: "Observed", value: <Prose text={observed} /> },
            { term: "Deviation", value: <Prose text={deviation} /> },
            ...(numbers ? [{ term: "In numbers", value: <Numbers numbers={numbers} /> }] : []),
          ]}
        />
        {chart ? <ExplanationChart chart={chart} /> : null}
      </Section>
      <Section id="do" title="What to do" lead={matters}>
        <p className="max-w-[72ch]">{act}</p>
        {proposal === "" ? null : (
          <p className="mt-2 max-w-[72ch]">
            {proposal}
            {successor === "" ? null : ` The successor is ${successor}.`}
            {subjectHref === "" ? null : (
              <>
                {" "}
                <TextLink href={subjectHref}>Open it</TextLink>
              </>
            )}
          </p>
        )}
      </Section>
      {evidence.length === 0 ? null : (
        <Section id="evidence" title="Evidence">
          <ul className="flex flex-wrap gap-x-5 gap-y-1">
            {evidence.map(({ label, href }) => (
              <li key={href}>
                <TextLink href={href}>{label}</TextLink>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function Prose({ text }: { text: string }) {
  return <span className="block max-w-[72ch] whitespace-pre-line wrap-anywhere">{text}</span>;
}

function Numbers({
  numbers: { unit, baseline, observed },
}: {
  numbers: NonNullable<FindingFacts["explanation"]["numbers"]>;
}) {
  return (
    <span className="tabular-nums">
      {observed.toLocaleString("en")} against{" "}
      {baseline === null ? "nothing known" : baseline.toLocaleString("en")} ({unit})
    </span>
  );
}
