import { exportComparison } from "@/lib/access-reviews/compare/export";
import { exportComparisonInput } from "@/lib/access-reviews/compare/schema";
import { defineDownload } from "@/lib/server/define-download";

export const GET = defineDownload({
  permission: "review:export",
  input: exportComparisonInput,
  run: exportComparison,
});
