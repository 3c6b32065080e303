import { wordsOf } from "@/app/(dashboard)/change-log/words";
import { exportChanges } from "@/lib/change-log/export";
import { exportChangesInput } from "@/lib/change-log/schema";
import { defineDownload } from "@/lib/server/define-download";

/** The log as the filters in the address show it, as CSV, Excel or PDF. */
export const GET = defineDownload({
  permission: "change:export",
  input: exportChangesInput,
  run: (ctx, input) => exportChanges(ctx, input, wordsOf),
});
