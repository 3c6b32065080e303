import { toFoundOperations } from "@/lib/access-matrix/grants/asking-view";
import { findOperationsInput } from "@/lib/access-matrix/grants/list-schema";
import { findOperations } from "@/lib/access-matrix/grants/queries-asking";
import { defineLookup } from "@/lib/server/define-lookup";

/** Asked while somebody types which operations they need: what is found, and what asking for it would do. */
export const GET = defineLookup({
  permission: "server:read",
  input: findOperationsInput,
  run: async (actor, input) =>
    toFoundOperations(await findOperations(actor, input, new Date()), input.ids),
});
