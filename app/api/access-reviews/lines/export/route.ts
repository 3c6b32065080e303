import { exportReviewLines } from "@/lib/access-reviews/overview/export-lines";
import { exportLinesInput } from "@/lib/access-reviews/overview/lines-schema";
import { defineDownload } from "@/lib/server/define-download";

export const GET = defineDownload({
  permission: "review:export",
  input: exportLinesInput,
  run: exportReviewLines,
});
