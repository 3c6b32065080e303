import { z } from "zod";

/** Where to look: a page of this product, in words. */
const evidence = z.object({ label: z.string(), href: z.string() });

/** One bar of the small chart: `usual` ones are the baseline, the others what was observed. */
const bar = z.object({ label: z.string(), value: z.number(), usual: z.boolean() });

/** Why a finding was raised: what is usual, what was seen, and how far apart they are (G34). */
export const explanationSchema = z.object({
  baseline: z.string(),
  observed: z.string(),
  deviation: z.string(),
  /** The same as numbers, where there are any. */
  numbers: z
    .object({ unit: z.string(), baseline: z.number().nullable(), observed: z.number() })
    .nullable(),
  chart: z.object({ title: z.string(), bars: z.array(bar).max(100) }).nullable(),
  /** What to do about this very finding, where that is known. */
  proposal: z.string(),
  evidence: z.array(evidence).max(50),
});
export type Explanation = z.infer<typeof explanationSchema>;
export type Evidence = z.infer<typeof evidence>;

const UNREADABLE: Explanation = {
  baseline: "It cannot be read by this version.",
  observed: "It cannot be read by this version.",
  deviation: "It cannot be read by this version.",
  numbers: null,
  chart: null,
  proposal: "",
  evidence: [],
};

/** An explanation as it is stored. */
export function explanationOf(stored: unknown): Explanation {
  return explanationSchema.safeParse(stored).data ?? UNREADABLE;
}
