import { exportDay } from "@/lib/activity/gaps/export-day";
import { exportDayInput } from "@/lib/activity/gaps/gap-schema";
import { defineDownload } from "@/lib/server/define-download";

/** The fields of a source's day, as CSV, Excel or PDF. */
export const GET = defineDownload({
  permission: "call:export",
  input: exportDayInput,
  run: exportDay,
});
