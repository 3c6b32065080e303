import { decideTogether } from "@/lib/access-reviews/decide/commands/decide-together";
import { decideTogetherInput } from "@/lib/access-reviews/decide/schema";
import { defineSave } from "@/lib/server/define-save";

/** Keeps lines of one low-risk class on one typed basis; each was ticked by itself. */
export const POST = defineSave({
  permission: "review:decide",
  maxBytes: 64 * 1024,
  body: decideTogetherInput,
  run: async (ctx, body) => ({ kept: (await decideTogether(ctx, body)).length }),
});
