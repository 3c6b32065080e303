import { exportDifferencesInput } from "@/lib/access-matrix/enforced/enforced-schema";
import { exportDifferences } from "@/lib/access-matrix/enforced/export-differences";
import { defineDownload } from "@/lib/server/define-download";

/** What one policy of a gateway changed, as CSV, Excel or PDF. */
export const GET = defineDownload({
  permission: "enforced-grants:read",
  input: exportDifferencesInput,
  run: exportDifferences,
});
