import { exportSources } from "@/lib/activity/sources/export-sources";
import { exportSourcesInput } from "@/lib/activity/sources/source-schema";
import { defineDownload } from "@/lib/server/define-download";

/** Every source with how it does, as CSV, Excel or PDF. */
export const GET = defineDownload({
  permission: "source:read",
  input: exportSourcesInput,
  run: exportSources,
});
