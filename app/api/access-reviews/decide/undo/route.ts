import { undoDecision } from "@/lib/access-reviews/decide/commands/undo-decision";
import { getSaidOf } from "@/lib/access-reviews/decide/queries";
import { undoDecisionInput } from "@/lib/access-reviews/decide/schema";
import { defineSave } from "@/lib/server/define-save";

/** Takes a decision back, until it is signed. */
export const POST = defineSave({
  permission: "review:decide",
  maxBytes: 4_096,
  body: undoDecisionInput,
  run: async (ctx, body) => await getSaidOf(ctx.actor, await undoDecision(ctx, body)),
});
