import { Icon } from "@/components/ui/icon";
import { PersonName } from "@/components/ui/person-name";
import { StateMark } from "@/components/ui/state-mark";
import { TextLink } from "@/components/ui/text-link";
import type { KeyState } from "@/lib/keys/labels";
import type { BearerShown, MarkShown, PersonShown } from "@/lib/keys/view";

const STATE_TONE = {
  issued: "plain",
  active: "strong",
  expired: "attention",
  revoked: "muted",
} as const satisfies Record<KeyState, string>;

/** Where a key is in its life. */
export function KeyStateMark({ state, word }: { state: KeyState; word: string }) {
  return <StateMark tone={STATE_TONE[state]}>{word}</StateMark>;
}

/** What is wrong with a key, in words; the gravest first. In a list the first two and how many more. */
export function KeyMarks({
  marks,
  short = false,
}: {
  marks: readonly MarkShown[];
  short?: boolean;
}) {
  const shown = short ? marks.slice(0, 2) : marks;
  const more = marks.length - shown.length;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      {shown.map(({ mark, word, tone }) => (
        <StateMark key={mark} tone={tone}>
          {word}
        </StateMark>
      ))}
      {more > 0 ? <span className="text-sm text-ink-3">and {more} more</span> : null}
    </span>
  );
}

const BEARER_ICON = { Agent: "bot", Server: "server", Person: "people" } as const;

/** What a key belongs to. `link`: where it is not the head of a row. */
export function KeyBearer({ bearer, link = false }: { bearer: BearerShown; link?: boolean }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <Icon name={BEARER_ICON[bearer.what]} className="text-ink-3" label={bearer.what} />
      {link && bearer.href !== "" ? (
        <TextLink href={bearer.href}>{bearer.name}</TextLink>
      ) : (
        <span className="max-w-52 truncate" title={bearer.name}>
          {bearer.name}
        </span>
      )}
    </span>
  );
}

/** Who answers for a key; somebody who has left is marked so. */
export function KeyPerson({ person }: { person: PersonShown }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <PersonName name={person.name} className="whitespace-normal" />
      {person.left ? <StateMark tone="fail">has left</StateMark> : null}
    </span>
  );
}
