import type { RegisterCounts } from "./queries";

type Named = { slug: string; name: string };

/** The page of a server. */
export function serverLink({ slug }: Pick<Named, "slug">): string {
  return `/servers/${slug}`;
}

export function registeredWords({ name }: Named): string {
  return `${name} is registered. Its operations come next: import the list, or register them by hand.`;
}

export function editedWords({
  name,
  changed,
}: {
  name: string;
  changed: readonly string[];
}): string {
  return `${name}. Recorded: ${changed.join(", ").toLowerCase()}.`;
}

export function movedWords({ name }: { name: string }, state: string): string {
  return `${name} is ${state}. The change is recorded.`;
}

export function classifiedWords(name: string, count: number): string {
  return `${count} ${count === 1 ? "operation" : "operations"} of ${name} classified. The changes are recorded.`;
}

export function adoptedWords(name: string, count: number): string {
  return `${count} ${count === 1 ? "operation" : "operations"} registered for ${name}.`;
}

/** What the register proves or lacks, in one sentence. */
export function registerSentence(counts: RegisterCounts): string {
  const { active, inScope, failing, contradicted, strangers } = counts;
  return [
    `${active} in use, ${inScope} of them in scope`,
    failing === 0
      ? "none with a gap an auditor would not accept"
      : `${failing} with a gap an auditor would not accept`,
    contradicted === 0
      ? "no call contradicts a scope decision"
      : `${contradicted} out of scope and called all the same`,
    strangers === 0
      ? "every server that was called is registered"
      : `${strangers} called and not registered`,
  ]
    .join("; ")
    .concat(".");
}
