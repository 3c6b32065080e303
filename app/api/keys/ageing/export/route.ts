import { exportKeyDays } from "@/lib/keys/export";
import { exportAgeingInput } from "@/lib/keys/list-schema";
import { defineDownload } from "@/lib/server/define-download";

/** Every key of a period with its key-days, as CSV, Excel or PDF. */
export const GET = defineDownload({
  permission: "key:export",
  input: exportAgeingInput,
  run: exportKeyDays,
});
