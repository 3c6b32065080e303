import { exportGrants } from "@/lib/access-matrix/grants/export";
import { exportGrantsInput } from "@/lib/access-matrix/grants/list-schema";
import { defineDownload } from "@/lib/server/define-download";

export const GET = defineDownload({
  permission: "matrix:export",
  input: exportGrantsInput,
  run: exportGrants,
});
