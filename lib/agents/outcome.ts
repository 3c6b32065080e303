import type { EditOutcome } from "./commands/edit";
import type { ImportOutcome } from "./commands/import-agents";
import type { AgentCounts } from "./queries";

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

/** What the registry proves or lacks today, in one sentence. */
export function registrySentence({ byStatus, gaps, reviews }: AgentCounts): string {
  const active = byStatus.find(({ status }) => status === "ACTIVE")?.count ?? 0;
  return [
    `${active} active`,
    gaps.any === 0
      ? "none lacks an owner, sponsor, successor or risk class"
      : `${gaps.any} without a living owner, sponsor, successor or a risk class`,
    reviews.overdue === 0 ? "no review overdue" : `${reviews.overdue} with an overdue review`,
  ]
    .join(", ")
    .concat(".");
}

/** What a file did, or on a dry run would do. */
export function importedWords(outcome: ImportOutcome): string {
  const { dryRun, created, changed, unchanged, refused } = outcome;
  if (refused.length > 0) {
    return `Nothing is taken: ${refused.length} ${refused.length === 1 ? "line" : "lines"} to correct.`;
  }
  const counts = `${created.length} new, ${changed.length} changed, ${unchanged.length} as they are`;
  return dryRun ? `The file would bring ${counts}.` : `The file brought ${counts}.`;
}
