import { decideLine } from "@/lib/access-reviews/decide/commands/decide-line";
import { getSaidOf } from "@/lib/access-reviews/decide/queries";
import { decideLineInput } from "@/lib/access-reviews/decide/schema";
import { defineSave } from "@/lib/server/define-save";

const BYTES_MAX = 512 * 1024; // what may stay of a wildcard can be a long list

/** One decision, saved the moment it is made. Sent again with the same id it is made once. */
export const POST = defineSave({
  permission: "review:decide",
  maxBytes: BYTES_MAX,
  body: decideLineInput,
  run: async (ctx, body) => await getSaidOf(ctx.actor, await decideLine(ctx, body)),
});
