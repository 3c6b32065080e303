"use client";

import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { TextLink } from "@/components/ui/text-link";
import type {
  DecideLine,
  Fact,
  LineFacts,
  SaidView,
} from "@/lib/access-reviews/decide/decide-view";
import {
  DECISION_LABEL,
  LINE_CHANGE_LABEL,
  RISK_LABEL,
  SECTION_LABEL,
} from "@/lib/access-reviews/labels";

const TITLE = "mt-1 font-mono text-xl font-medium wrap-anywhere";

/** Everything about the line in focus, most telling first: what it means, whether it is used, what stands behind it. */
export function DecideFacts({ line, facts }: { line: DecideLine; facts: LineFacts | null }) {
  const about = [
    SECTION_LABEL[line.section],
    `${RISK_LABEL[line.risk].toLowerCase()} risk`,
    LINE_CHANGE_LABEL[line.change].toLowerCase() +
      (line.change === "same" ? " as last time" : " since last time"),
  ].join(" · ");
  return (
    <article aria-label={`Line ${line.n}`} className="max-w-4xl">
      <p className="text-sm text-ink-3 tabular-nums">
        Line {line.n.toLocaleString("en")} · {about}
      </p>
      {/* A heading once it can be judged: before that nothing is decided here. */}
      {facts ? (
        <h2 className={TITLE}>{line.operation}</h2>
      ) : (
        <p className={TITLE}>{line.operation}</p>
      )}
      <p className="text-ink-2">
        {facts?.where ?? [line.server, line.environment].filter(Boolean).join(" · ")}
      </p>
      {facts ? (
        <Known line={line} facts={facts} />
      ) : (
        <p className="mt-6 text-ink-3">Loading the facts of this line.</p>
      )}
    </article>
  );
}

function Known({ line, facts }: { line: DecideLine; facts: LineFacts }) {
  return (
    <>
      <p className="mt-4 max-w-[68ch] text-lg">{facts.meaning}</p>
      {facts.purpose ? (
        <p className="mt-1 max-w-[68ch] text-ink-2">
          <span className="text-ink-3">Purpose: </span>
          {facts.purpose}
        </p>
      ) : null}
      {facts.marks.length > 0 ? (
        <ul aria-label="What is unusual" className="mt-3 flex flex-wrap gap-1.5">
          {facts.marks.map(({ words, tone }) => (
            <li key={words}>
              <Badge className={tone === "attention" ? "border-attention text-attention" : ""}>
                {tone === "attention" ? `! ${words}` : words}
              </Badge>
            </li>
          ))}
        </ul>
      ) : null}
      <dl className="mt-4 grid grid-cols-3 border-y">
        {facts.use.map((fact, at) => (
          <div key={fact.term} className={cn("px-3 py-2", at === 0 ? "pl-0" : "border-l")}>
            <dt className="text-xs text-ink-3">{fact.term}</dt>
            <dd className={cn("font-medium tabular-nums sm:text-lg", toneOf(fact))}>
              {fact.value}
              {fact.detail ? (
                <span className="block text-xs font-normal text-ink-3">{fact.detail}</span>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 max-w-[68ch] border-l-2 border-rule-2 pl-3">
        <span className="text-ink-3">Recommended, not chosen: </span>
        <span className="font-medium">{DECISION_LABEL[facts.recommendation.decision]}</span>
        <span className="text-ink-2"> — {facts.recommendation.because}</span>
      </p>
      {facts.first ? <First said={facts.first} /> : null}
      <FactList facts={[...facts.facts, ...changesOf(line, facts)]} />
      <p className="mt-2 text-sm">
        <TextLink href={facts.href}>This line in every review</TextLink>
      </p>
    </>
  );
}

function First({ said }: { said: SaidView }) {
  return (
    <p className="mt-4 max-w-[68ch] border-l-2 border-ink pl-3">
      <span className="text-ink-3">The first stage, {said.by}: </span>
      <span className="font-medium">{DECISION_LABEL[said.decision]}</span>
      {said.comment ? <span className="text-ink-2"> — {said.comment}</span> : null}
    </p>
  );
}

function changesOf(line: DecideLine, { changed, previous }: LineFacts): Fact[] {
  const since = changed.length > 0 ? changed.join(", ") : "";
  return [
    ...(line.change === "changed" ? [{ term: "Changed since", value: since || "Yes" }] : []),
    {
      term: "Last time",
      value:
        previous ?? (line.change === "new" ? "It was in no review before" : "Not reviewed before"),
    },
  ];
}

function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="mt-4 grid gap-x-8 border-t xl:grid-cols-2">
      {facts.map((fact, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: several grants have the same term, and their order stands
        <div key={`${fact.term}-${at}`} className="flex gap-3 border-b py-1.5">
          <dt className="w-26 shrink-0 text-ink-3">{fact.term}</dt>
          <dd className={cn("min-w-0 flex-1 wrap-anywhere", toneOf(fact))}>
            {fact.href ? <TextLink href={fact.href}>{fact.value}</TextLink> : fact.value}
            {fact.detail ? <span className="block text-sm text-ink-3">{fact.detail}</span> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function toneOf({ tone }: Fact): string {
  if (tone === "fail") return "text-fail";
  return tone === "attention" ? "text-attention" : "";
}
