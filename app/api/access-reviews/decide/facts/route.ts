import { getLineFacts } from "@/lib/access-reviews/decide/queries";
import { lineFactsInput } from "@/lib/access-reviews/decide/schema";
import { defineLookup } from "@/lib/server/define-lookup";

/** The whole facts of the line in focus and of those around it. */
export const GET = defineLookup({
  permission: "review:decide",
  input: lineFactsInput,
  run: async (actor, { review, stage, line }) => ({
    lines: await getLineFacts(actor, review, stage, line),
  }),
});
