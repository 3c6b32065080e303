import { z } from "zod";
import { listNameable } from "@/lib/access-reviews/decide/queries";
import { defineLookup } from "@/lib/server/define-lookup";

/** Who can be named as a new owner, or as who can judge a line. */
export const GET = defineLookup({
  permission: "review:decide",
  input: z.object({}),
  run: async (actor) => ({ people: await listNameable(actor) }),
});
