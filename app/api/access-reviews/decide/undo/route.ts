import { undoDecision } from "@/lib/access-reviews/decide/commands/undo-decision";
import { getSaidOf } from "@/lib/access-reviews/decide/queries";
import { undoDecisionInput } from "@/lib/access-reviews/decide/schema";
import { currentActor } from "@/lib/auth/current-actor";
import { defineRoute } from "@/lib/server/define-route";

/** Takes a decision back, until it is signed. */
export const POST = defineRoute({
  authenticate: () => currentActor(),
  permission: "review:decide",
  maxBytes: 4_096,
  body: undoDecisionInput,
  run: async (ctx, body) => await getSaidOf(ctx.actor, await undoDecision(ctx, body)),
});
