import { exportRemovals } from "@/lib/access-reviews/remediation/export";
import { exportRemovalsInput } from "@/lib/access-reviews/remediation/list-schema";
import { defineDownload } from "@/lib/server/define-download";

/** Removals of signed reviews, as CSV, Excel or PDF. */
export const GET = defineDownload({
  permission: "review:export",
  input: exportRemovalsInput,
  run: exportRemovals,
});
