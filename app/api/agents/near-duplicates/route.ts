import { findNearDuplicates } from "@/lib/agents/queries";
import { nearDuplicatesInput } from "@/lib/agents/schema";
import { defineLookup } from "@/lib/server/define-lookup";

/** Asked while a name is typed: living agents that look like it, most alike first. */
export const GET = defineLookup({
  permission: "agent:read",
  input: nearDuplicatesInput,
  run: async (actor, input) => ({
    duplicates: await findNearDuplicates(actor, input, new Date()),
  }),
});
