import type { TestContext } from "vitest";

/** Skips a test for a reason that `npm test` prints: what this machine cannot show is said, never left out silently. */
export function skipAndSay({ task, skip }: TestContext, why: string): never {
  Object.assign(task.meta, { why });
  return skip(why);
}
