import { advanceImport } from "@/lib/activity/commands/advance-import";
import { HEAD_BYTES, WINDOW_BYTES_MAX } from "@/lib/activity/imports/import-limits";
import { importPartInput } from "@/lib/activity/imports/import-schema";
import { defineUpload } from "@/lib/server/define-upload";

/** A part of a file that is imported: the beginning of the file, `head` bytes of it, and then the part. */
export const POST = defineUpload({
  permission: "call:import",
  maxBytes: HEAD_BYTES + WINDOW_BYTES_MAX,
  input: importPartInput,
  run: (ctx, { run, start, head }, bytes) =>
    advanceImport(ctx, {
      runId: run,
      start,
      head: bytes.subarray(0, head),
      bytes: bytes.subarray(head),
    }),
});
