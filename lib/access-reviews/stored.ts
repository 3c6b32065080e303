// What columns of JSON of a review hold, read back. What somebody wrote there by SQL and cannot be is as if nothing was chosen.
import { z } from "zod";
import { type Exclusion, LINE_KINDS, type ReviewScope } from "./review-view";

const texts = z.array(z.string());

export const reviewScope = z.object({
  environments: texts,
  serverIds: texts,
  agentIds: texts,
  kinds: z.array(z.enum(LINE_KINDS)),
}) satisfies z.ZodType<ReviewScope>;

export const WHOLE_SCOPE: ReviewScope = {
  environments: [],
  serverIds: [],
  agentIds: [],
  kinds: [],
};

export const exclusion = z.object({
  kind: z.enum(["environment", "server", "agent", "kind"]),
  id: z.string(),
  name: z.string(),
  reason: z.string(),
}) satisfies z.ZodType<Exclusion>;

/** The rules a review goes by. */
export type ReviewPolicy = {
  readonly version: number;
  readonly values: Readonly<Record<string, number>>;
};

const reviewPolicy = z.object({
  version: z.number(),
  values: z.record(z.string(), z.number()),
}) satisfies z.ZodType<ReviewPolicy>;

/** The scope of a stored review. */
export function scopeOf(stored: unknown): ReviewScope {
  const { success, data } = reviewScope.safeParse(stored);
  return success ? data : WHOLE_SCOPE;
}

/** What a stored review leaves out, and why. */
export function exclusionsOf(stored: unknown): Exclusion[] {
  return z.array(exclusion).catch([]).parse(stored);
}

/** The rules that were in force when it started; null: it has not. */
export function policyOf(stored: unknown): ReviewPolicy | null {
  return reviewPolicy.nullable().catch(null).parse(stored);
}
