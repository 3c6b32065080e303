import { z } from "zod";
import { downloadPack } from "@/lib/access-reviews/pack/commands/download-pack";
import { packInput } from "@/lib/access-reviews/pack/schema";
import { defineEvidence } from "@/lib/server/define-evidence";

/** The ZIP of a pack. Taking it out is recorded. */
export const GET = defineEvidence({
  permission: "review:export",
  place: z.object({ pack: packInput.shape.id }),
  run: (ctx, { pack }) => downloadPack(ctx, { id: pack }),
});
