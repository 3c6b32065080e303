import { z } from "zod";

const format = z.enum(["csv", "xlsx", "pdf"], "Choose CSV, Excel or PDF.");

export const exportReviewersInput = z.object({ format });
export type ExportReviewersInput = z.infer<typeof exportReviewersInput>;

export const exportAssignmentsInput = z.object({
  review: z.uuid("There is no such review."),
  format,
});
export type ExportAssignmentsInput = z.infer<typeof exportAssignmentsInput>;
