import { readDraft, writeDraft } from "@/components/forms/draft-store";
import { COMMENT_MIN } from "@/lib/access-reviews/decide/decide-limits";
import type { DecideLine, LineFacts } from "@/lib/access-reviews/decide/decide-view";
import type { Wish } from "./decide-queue";

export type Missing = {
  readonly field: "comment" | "until" | "remaining" | "person";
  readonly says: string;
};

/** What a decision still needs; null: it can be recorded. The server asks the same, and more. */
export function missingIn(
  { decision, comment, until, remaining, newOwnerId }: Wish,
  line: Pick<DecideLine, "keepNeeds">,
  facts: Pick<LineFacts, "parts">,
): Missing | null {
  if (decision === "keep-until" && until === "") {
    return { field: "until", says: "Give the last day." };
  }
  if (decision === "reduce" && remaining.length === 0) {
    return { field: "remaining", says: "Tick what may stay, or revoke it." };
  }
  if (decision === "reduce" && remaining.length === facts.parts.length) {
    return { field: "remaining", says: "Everything is ticked, so nothing would go." };
  }
  if ((decision === "transfer" || decision === "cannot-judge") && newOwnerId === "") {
    return { field: "person", says: "Choose a person from the list." };
  }
  if (isCommentMissing(decision, comment, line)) {
    return { field: "comment", says: "Say why, in a few words." };
  }
  return null;
}

function isCommentMissing(
  decision: Wish["decision"],
  comment: string,
  { keepNeeds }: Pick<DecideLine, "keepNeeds">,
): boolean {
  const said = comment.trim().length;
  const optional = decision === "keep" && keepNeeds.length === 0;
  return said < COMMENT_MIN && !(optional && said === 0);
}

/** A decision that nobody has begun to describe. */
export function blankWish(decision: Wish["decision"]): Wish {
  return { decision, comment: "", until: "", remaining: [], newOwnerId: "" };
}

/** What was typed about a line and not recorded, out of this browser. */
export function draftOf(key: string): Wish | null {
  const draft = readDraft(key);
  if (!draft) return null;
  const { comment = "", until = "", newOwnerId = "", remaining = [] } = draft.values;
  const text = (value: string | readonly string[]) => (typeof value === "string" ? value : "");
  return {
    ...blankWish("keep"),
    ...{ comment: text(comment), until: text(until), newOwnerId: text(newOwnerId) },
    remaining: typeof remaining === "string" ? [] : remaining,
  };
}

/** Keeps what is being typed, so that a reload does not lose it. */
export function keepDraft(key: string, { comment, until, remaining, newOwnerId }: Wish): void {
  const values = { comment, until, remaining, newOwnerId };
  writeDraft(key, { values, at: new Date().toISOString() });
}
