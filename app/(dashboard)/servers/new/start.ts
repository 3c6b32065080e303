import { ENVIRONMENTS } from "@/lib/core/environments";
import { listParams, type SearchParams } from "@/lib/server/list-params";

/** What the address says the form begins with: a name that was called, and where. */
export function startFrom(searchParams: SearchParams) {
  const { filters } = listParams(searchParams, {
    sorts: ["name"],
    defaultSort: "name",
    filters: { name: "text", environments: { many: ENVIRONMENTS } },
  });
  const { name, environments } = filters;
  // What gateways call it stays its name there, whatever people will call it.
  const places = environments.map((environment) => `${environment} |  | ${name}`).join("\n");
  return { name, places };
}
