import type { EditOutcome } from "./commands/edit";

type Named = { slug: string; name: string };

/** The page of an agent. */
export function agentLink({ slug }: Pick<Named, "slug">): string {
  return `/agents/${slug}`;
}

export function registeredWords({ name }: Named): string {
  return `${name} is proposed. Another person decides.`;
}

export function movedWords({ name }: Named, state: string): string {
  return `${name} is ${state}. The change is recorded.`;
}

/** What an edit did: fields applied at once, fields that wait for another person, or nothing. */
export function editedWords({ name, applied, requested }: EditOutcome): string {
  const parts = [
    ...(applied.length > 0 ? [`Recorded: ${applied.join(", ").toLowerCase()}.`] : []),
    ...(requested.length > 0
      ? [`Waiting for another person: ${requested.join(", ").toLowerCase()}.`]
      : []),
  ];
  return parts.length > 0
    ? `${name}. ${parts.join(" ")}`
    : `${name} is as it was: nothing differs.`;
}

export function handedOverWords({ name }: Named): string {
  return `The handover of ${name} waits for another person.`;
}
