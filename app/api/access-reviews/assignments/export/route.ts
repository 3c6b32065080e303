import { exportAssignments } from "@/lib/access-reviews/assign/export";
import { exportAssignmentsInput } from "@/lib/access-reviews/assign/export-schema";
import { defineDownload } from "@/lib/server/define-download";

/** Who was to decide what in a review, as CSV, Excel or PDF. */
export const GET = defineDownload({
  permission: "review:export",
  input: exportAssignmentsInput,
  run: exportAssignments,
});
