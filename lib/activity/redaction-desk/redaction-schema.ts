import { z } from "zod";
import { TRY_MAX } from "./redaction-labels";

export const tryRedactionInput = z.strictObject({
  text: z
    .string()
    .min(1, "Paste a text or JSON.")
    .max(TRY_MAX, `Use at most ${TRY_MAX.toLocaleString("en")} characters.`),
});
export type TryRedactionInput = z.infer<typeof tryRedactionInput>;
