import { exportReviewers } from "@/lib/access-reviews/assign/export";
import { exportReviewersInput } from "@/lib/access-reviews/assign/export-schema";
import { defineDownload } from "@/lib/server/define-download";

/** Who may review, and why they are fit to, as CSV, Excel or PDF. */
export const GET = defineDownload({
  permission: "review:export",
  input: exportReviewersInput,
  run: exportReviewers,
});
