// Why a review does not start yet: a sentence each, and the first is said to whoever tries.
import { HOUR_MS, utcText } from "@/lib/core/clock";
import type { Population } from "../population/population";
import { tooManyLines } from "../population/size-words";

type Draft = { readonly tieOutNote: string; readonly dueAt: Date };

/** Nothing here: it can start, if everybody can decide what is theirs. */
export function launchBlocks(
  { tieOutNote, dueAt }: Draft,
  { lines, stale, tieOut }: Pick<Population, "lines" | "stale" | "tieOut">,
  now: Date,
): string[] {
  const tooMany = tooManyLines(lines.length);
  const different = tieOut.filter(({ missing }) => missing > 0);
  return [
    ...stale.map(({ name, statedAt }) => staleWords(name, statedAt, now)),
    ...(lines.length === 0 ? ["Nothing is in its scope: there would be nothing to review."] : []),
    ...(tooMany === null ? [] : [tooMany]),
    ...(dueAt <= now ? ["Its due day is over. Choose a later one."] : []),
    ...(different.length > 0 && tieOutNote.trim() === ""
      ? [
          `Registers, gateways and calls differ in ${different.length} ${different.length === 1 ? "point" : "points"}. Say what is behind it before the start.`,
        ]
      : []),
  ];
}

function staleWords(name: string, statedAt: string | null, now: Date): string {
  if (statedAt === null) return `${name} has never stated what it enforces.`;
  const at = new Date(statedAt);
  const hours = Math.floor((now.getTime() - at.getTime()) / HOUR_MS);
  return `${name} last stated what it enforces ${hours} hours ago (${utcText(at)}): nobody can say what may call there now. Have it state that again.`;
}
