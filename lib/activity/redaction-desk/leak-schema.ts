import { z } from "zod";
import { LEAK_NOTE_MAX } from "./redaction-labels";

/** Drawing takes nothing: how many are drawn is a rule, and which ones is chance. */
export const drawLeakCheckInput = z.strictObject({});

export const signLeakCheckInput = z.strictObject({
  checkId: z.uuid("This is no leak check."),
  version: z.coerce.number("Load the page again.").int().min(1),
  verdict: z.enum(["clean", "leak"], "Say whether something got through."),
  note: z
    .string()
    .trim()
    .min(1, "Say what you looked at and what you saw.")
    .max(LEAK_NOTE_MAX, `Use at most ${LEAK_NOTE_MAX.toLocaleString("en")} characters.`),
});
export type SignLeakCheckInput = z.infer<typeof signLeakCheckInput>;

/** What is stored of each entry that was drawn and in which something was found. */
export const leaksFound = z.array(
  z.object({ index: z.string(), counts: z.record(z.string(), z.number()) }),
);
export const drawnIndices = z.array(z.string());
