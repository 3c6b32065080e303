import { exportKeys } from "@/lib/keys/export";
import { exportKeysInput } from "@/lib/keys/list-schema";
import { defineDownload } from "@/lib/server/define-download";

/** The register of keys as the filters in the address show it, as CSV, Excel or PDF. */
export const GET = defineDownload({
  permission: "key:export",
  input: exportKeysInput,
  run: exportKeys,
});
