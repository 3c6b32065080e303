import { z } from "zod";
import { MATCH_CHOICES, SIDES } from "./enforced-labels";

/** The differences of one policy as a file, as the filters in the address leave them. */
export const exportDifferencesInput = z.object({
  format: z.enum(["csv", "xlsx", "pdf"]),
  policy: z.uuid(),
  q: z.string().max(200).default(""),
  side: z
    .enum([...SIDES, ""])
    .catch("")
    .default(""),
  match: z
    .enum([...MATCH_CHOICES, ""])
    .catch("")
    .default(""),
});
export type ExportDifferencesInput = z.infer<typeof exportDifferencesInput>;
