import type { ReviewRow } from "@/lib/access-reviews/prepare/list-view";

const CAUSES_SHOWN = 3;

/** What the list proves or lacks. `causes` null: the reader sees only their own reviews, which prove nothing about the whole. */
export function listSentence(rows: readonly ReviewRow[], causes: readonly string[] | null): string {
  if (causes === null) return "The reviews you decide in, sign or stand in for.";
  if (causes.length > 0) {
    const more = causes.length - CAUSES_SHOWN;
    const shown = causes.slice(0, CAUSES_SHOWN).join("; ");
    return `Not in time: ${shown}${more > 0 ? `; and ${more} more` : ""}.`;
  }
  const signed = rows.filter(({ signedAt }) => signedAt !== null).length;
  if (signed === 0) return "No quarter has a signed review yet.";
  const removals = rows.reduce((sum, { openRemovals }) => sum + openRemovals, 0);
  const open = openWords(removals);
  return `Every quarter that had to be signed was signed in time; ${open}.`;
}

function openWords(removals: number): string {
  if (removals === 0) return "nothing they took away is open";
  return removals === 1
    ? "1 removal is open"
    : `${removals.toLocaleString("en")} removals are open`;
}
