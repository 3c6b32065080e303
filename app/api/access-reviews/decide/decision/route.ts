import { decideLine } from "@/lib/access-reviews/decide/commands/decide-line";
import { getSaidOf } from "@/lib/access-reviews/decide/queries";
import { decideLineInput } from "@/lib/access-reviews/decide/schema";
import { currentActor } from "@/lib/auth/current-actor";
import { defineRoute } from "@/lib/server/define-route";

const BYTES_MAX = 512 * 1024; // what may stay of a wildcard can be a long list

/** One decision, saved the moment it is made. Sent again with the same id it is made once. */
export const POST = defineRoute({
  authenticate: () => currentActor(),
  permission: "review:decide",
  maxBytes: BYTES_MAX,
  body: decideLineInput,
  run: async (ctx, body) => await getSaidOf(ctx.actor, await decideLine(ctx, body)),
});
