import { OutcomeBadge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { PersonName } from "@/components/ui/person-name";
import { StateMark } from "@/components/ui/state-mark";
import { type GapShown, gapText, type PersonShown, type UseShown } from "@/lib/servers/view";

/** Where a server stands in its life. */
export function ServerStatusMark({ status, word }: { status: string; word: string }) {
  return <StateMark tone={status === "active" ? "strong" : "muted"}>{word}</StateMark>;
}

/** In or out of scope: a decision, not an outcome. */
export function ScopeMark({ inScope, word }: { inScope: boolean; word: string }) {
  return <StateMark tone={inScope ? "plain" : "muted"}>{word}</StateMark>;
}

/** What an operation can do at worst; what nobody has classified is unknown, never harmless. */
export function AccessMark({ access, word }: { access: string; word: string }) {
  if (access === "") return <OutcomeBadge outcome="unknown">{word}</OutcomeBadge>;
  return <StateMark tone={ACCESS_TONE[access] ?? "plain"}>{word}</StateMark>;
}

const ACCESS_TONE: Readonly<Record<string, "muted" | "plain" | "strong">> = {
  read: "muted",
  write: "plain",
  delete: "strong",
  admin: "strong",
};

/** A person a server names; somebody who has left is marked so. In a list the title is left out. */
export function ServerPerson({
  person,
  short = false,
}: {
  person: PersonShown | null;
  short?: boolean;
}) {
  if (!person) return <span className="text-ink-3">Nobody yet</span>;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <PersonName
        name={person.name}
        className="whitespace-normal"
        {...(short ? {} : { title: person.title })}
      />
      {person.left ? <StateMark tone="fail">has left</StateMark> : null}
    </span>
  );
}

/** How many gaps there are and the worst of them; all in the tooltip. */
export function GapsCell({ gaps }: { gaps: readonly GapShown[] }) {
  const [worst] = gaps;
  if (!worst) return <span className="text-ink-3">None</span>;
  const more = gaps.length > 1 ? ` and ${gaps.length - 1} more` : "";
  return (
    <StateMark tone={worst.fails ? "fail" : "attention"}>
      <span title={gaps.map(gapText).join("\n")}>
        {worst.label}
        {more}
      </span>
    </StateMark>
  );
}

/** Calls let through, and those refused beside them. */
export function CallsCell({ use }: { use: Pick<UseShown, "used" | "denied"> }) {
  if (use.used + use.denied === 0) return <span className="text-ink-3">0</span>;
  return (
    <span className="tabular-nums">
      {use.used.toLocaleString("en")}
      {use.denied > 0 ? (
        <span className="text-ink-3"> + {use.denied.toLocaleString("en")} refused</span>
      ) : null}
    </span>
  );
}

/** When it was last called. */
export function LastCall({ at }: { at: string }) {
  return at === "" ? <span className="text-ink-3">Not in the period</span> : <Instant at={at} />;
}
