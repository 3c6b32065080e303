import { getSaid } from "@/lib/access-reviews/decide/queries";
import { decidePartInput } from "@/lib/access-reviews/decide/schema";
import { defineLookup } from "@/lib/server/define-lookup";

/** What counts of those lines now: asked when a tab comes back, or when a decision was refused. */
export const GET = defineLookup({
  permission: "review:decide",
  input: decidePartInput,
  run: (actor, { review, stage }) => getSaid(actor, review, stage, new Date()),
});
