import { z } from "zod";
import { REMOVAL_SHOWS } from "./removal-labels";

/** What the address of a list of removals may say; `listParams` reads it. */
export const REMOVAL_LIST = {
  sorts: ["due"],
  defaultSort: "due",
  filters: { show: REMOVAL_SHOWS, mine: ["yes"] },
} as const;

export const exportRemovalsInput = z.object({
  review: z.uuid("There is no such review.").optional(),
  show: z.enum(REMOVAL_SHOWS).catch("open").default("open"),
  format: z.enum(["csv", "xlsx", "pdf"], "Choose CSV, Excel or PDF."),
});
export type ExportRemovalsInput = z.infer<typeof exportRemovalsInput>;
