import { exportPrivilege } from "@/lib/access-matrix/least-privilege/export";
import { exportPrivilegeInput } from "@/lib/access-matrix/least-privilege/least-privilege-schema";
import { defineDownload } from "@/lib/server/define-download";

/** What agents hold and use, or what is proposed for the grants of one agent, as CSV, Excel or PDF. */
export const GET = defineDownload({
  permission: "matrix:export",
  input: exportPrivilegeInput,
  run: exportPrivilege,
});
