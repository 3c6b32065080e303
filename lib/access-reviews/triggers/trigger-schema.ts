import { z } from "zod";
import { line, prose } from "@/lib/core/text";
import { REASON_MAX, REASON_MIN, TRIGGER_MAX } from "../assign/limits";

/** Something a person says asks for a review out of turn: an incident, a breach at a vendor. */
export const raiseTriggerInput = z.strictObject({
  words: line("Say what happened.", TRIGGER_MAX),
});
export type RaiseTriggerInput = z.infer<typeof raiseTriggerInput>;

export const dismissTriggerInput = z.strictObject({
  triggerId: z.uuid("This is not the id of a trigger."),
  reason: prose("Say why no review is needed.", REASON_MAX).refine(
    (text) => text.length >= REASON_MIN,
    `Say it in at least ${REASON_MIN} characters.`,
  ),
});
export type DismissTriggerInput = z.infer<typeof dismissTriggerInput>;
