import { getDecidePart } from "@/lib/access-reviews/decide/queries";
import { decidePartInput } from "@/lib/access-reviews/decide/schema";
import { defineLookup } from "@/lib/server/define-lookup";

/** Everything the asking person has to decide in a stage of a review. */
export const GET = defineLookup({
  permission: "review:decide",
  input: decidePartInput,
  run: (actor, { review, stage }) => getDecidePart(actor, review, stage, new Date()),
});
