import { z } from "zod";
import { COMPARED_STATES } from "./compare-labels";

/** What the address of a comparison may say; `listParams` reads it. */
export const COMPARE_LIST = {
  sorts: ["n"],
  defaultSort: "n",
  filters: { with: "text", state: COMPARED_STATES },
} as const;

export const exportComparisonInput = z.object({
  review: z.uuid("There is no such review."),
  with: z
    .union([z.uuid("There is no such review."), z.literal("")])
    .catch("")
    .default(""),
  state: z.enum(COMPARED_STATES).nullable().catch(null).default(null),
  format: z.enum(["csv", "xlsx", "pdf"], "Choose CSV, Excel or PDF."),
});
export type ExportComparisonInput = z.infer<typeof exportComparisonInput>;
