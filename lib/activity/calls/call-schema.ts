import { z } from "zod";
import { line, prose } from "@/lib/core/text";
import { DISMISS_REASON_MAX } from "./call-limits";

/** The place of a call in its log, in decimal. */
const index = z.string().regex(/^(?:0|[1-9][0-9]{0,15})$/, "Give the position of a call.");

export const viewCallInput = z.strictObject({ index });
export type ViewCallInput = z.infer<typeof viewCallInput>;

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "Give the day on which somebody looks at it again.")
  .refine((text) => !Number.isNaN(Date.parse(text)), "There is no such day.");

/** The form that dismisses a caller. `until`: the UTC day at whose beginning the dismissal ends. */
export const dismissCandidateInput = z.strictObject({
  kind: z.enum(["agent", "key"], "Say whether this is an agent or a key."),
  value: line("Say which caller this is.", 512),
  reason: prose("Say why it needs no entry in the registry.", DISMISS_REASON_MAX),
  until: day,
});
export type DismissCandidateInput = z.infer<typeof dismissCandidateInput>;

export const restoreCandidateInput = z.strictObject({
  id: z.uuid("This is not the id of a dismissal."),
});
export type RestoreCandidateInput = z.infer<typeof restoreCandidateInput>;
