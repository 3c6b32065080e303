import { z } from "zod";

/** `steps`: what moved the review; `all`: each single decision, reminder and challenge as well. */
export const TIMELINE_SHOWS = ["steps", "all"] as const;
export type TimelineShow = (typeof TIMELINE_SHOWS)[number];

/** What the address of a timeline may say; `listParams` reads it. */
export const TIMELINE_LIST = {
  sorts: ["at"],
  defaultSort: "at",
  filters: { show: TIMELINE_SHOWS },
} as const;

export const exportTimelineInput = z.object({
  review: z.uuid("There is no such review."),
  show: z.enum(TIMELINE_SHOWS).catch("steps").default("steps"),
  format: z.enum(["csv", "xlsx", "pdf"], "Choose CSV, Excel or PDF."),
});
export type ExportTimelineInput = z.infer<typeof exportTimelineInput>;
