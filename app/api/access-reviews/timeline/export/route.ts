import { exportTimeline } from "@/lib/access-reviews/timeline/export";
import { exportTimelineInput } from "@/lib/access-reviews/timeline/schema";
import { defineDownload } from "@/lib/server/define-download";

export const GET = defineDownload({
  permission: "review:export",
  input: exportTimelineInput,
  run: exportTimeline,
});
