import { exportFindings } from "@/lib/findings/export";
import { exportFindingsInput } from "@/lib/findings/schema";
import { defineDownload } from "@/lib/server/define-download";

/** The triage log as the filters in the address show it, as CSV, Excel or PDF (ART-19). */
export const GET = defineDownload({
  permission: "finding:read",
  input: exportFindingsInput,
  run: exportFindings,
});
