import { exportDeviationsInput } from "@/lib/access-matrix/deviations/deviation-schema";
import { exportDeviations } from "@/lib/access-matrix/deviations/export-deviations";
import { defineDownload } from "@/lib/server/define-download";

/** The deviations as the filters in the address show them, as CSV, Excel or PDF. */
export const GET = defineDownload({
  permission: "matrix:export",
  input: exportDeviationsInput,
  run: exportDeviations,
});
