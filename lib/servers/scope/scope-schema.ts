import { z } from "zod";
import { prose } from "@/lib/core/text";
import { REASON_MAX } from "../limits";

/** `hash` is that of the document the person saw: another one is a conflict. */
export const submitScopeInput = z.strictObject({
  hash: z.string().regex(/^[0-9a-f]{64}$/, "Load the page again."),
  reason: prose("Say what this document is submitted for.", REASON_MAX),
});
export type SubmitScopeInput = z.infer<typeof submitScopeInput>;
