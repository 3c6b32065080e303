// What people are told after an act of preparing.
import type { Drafted } from "./commands/draft-review";
import type { Launched } from "./commands/launch-review";

export function draftedWords({ reference }: Drafted): string {
  return `${reference} is drafted. Look at what it would freeze, then start it.`;
}

export function startedWords({ reference, lines }: Launched): string {
  return `${reference} has started with ${lines.toLocaleString("en")} lines. Its snapshot is frozen.`;
}

export function preparePath({ id }: { readonly id: string }): string {
  return `/access-reviews/${id}/prepare`;
}
