import { defineDownload } from "@/lib/server/define-download";
import { exportScopeInput } from "@/lib/servers/schema";
import { exportScope } from "@/lib/servers/scope/export-scope";

/** The scope document as of the instant in the address, as CSV, Excel or PDF. */
export const GET = defineDownload({
  permission: "server:export",
  input: exportScopeInput,
  run: exportScope,
});
