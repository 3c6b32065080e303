import { exportRotations } from "@/lib/keys/export";
import { exportRotationsInput } from "@/lib/keys/list-schema";
import { defineDownload } from "@/lib/server/define-download";

/** The rotation log of a period, as CSV, Excel or PDF. */
export const GET = defineDownload({
  permission: "key:export",
  input: exportRotationsInput,
  run: exportRotations,
});
