import { ENVIRONMENTS } from "@/lib/core/environments";
import { listParams, type SearchParams } from "@/lib/server/list-params";

/** What the address says the form begins with: as another page knows the agent. Empty texts say nothing. */
export function startFrom(searchParams: SearchParams, people: ReadonlySet<string>) {
  const { filters } = listParams(searchParams, {
    sorts: ["name"],
    defaultSort: "name",
    filters: {
      name: "text",
      description: "text",
      ownerId: "text",
      environments: { many: ENVIRONMENTS },
    },
  });
  return { ...filters, ownerId: people.has(filters.ownerId) ? filters.ownerId : "" };
}
