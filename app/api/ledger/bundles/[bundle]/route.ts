import { z } from "zod";
import { downloadBundle } from "@/lib/ledger-store/commands/download-bundle";
import { taskInput } from "@/lib/ledger-store/schema";
import { defineEvidence } from "@/lib/server/define-evidence";

/** The ZIP of a bundle. Taking it out is recorded. */
export const GET = defineEvidence({
  permission: "ledger:export",
  place: z.object({ bundle: taskInput.shape.id }),
  run: (ctx, { bundle }) => downloadBundle(ctx, { id: bundle }),
});
