// What the redaction is measured by (RED-02): written by hand, of public test values. Secrets are put together here, so that
// scanners of sources stay quiet.
import type { Json } from "@/lib/ledger/canonical-json";
import type { RedactionCounts, RedactionType } from "../redact";

/** A value that holds one thing to be found. `secret`: what must not be left over. */
export type Positive = {
  readonly type: RedactionType;
  readonly value: Json;
  readonly secret: string;
  /** Everything that is to be found in it. */
  readonly expected: RedactionCounts;
};

/** A text that is one finding, or holds one: `secret` is the part that must go. */
export function holds(type: RedactionType, text: string, secret = text): Positive {
  return { type, value: text, secret, expected: { [type]: 1 } };
}

/** A payload in which the name of a member alone gives its value away. */
export function named(name: string, secret: string): Positive {
  return { type: "key_rule", value: { [name]: secret }, secret, expected: { key_rule: 1 } };
}

export const joined = (...parts: readonly string[]) => parts.join("");

/** Letters and digits that look like those of a token. */
export const LETTERS = "aZ3kQ9xW7bR2mT5vY8nC4pL6dF1gH0jS";
