import { FilterBar } from "@/components/data-table/filter-bar";
import { GRANT_KIND_LABEL, GRANT_SHOW_LABEL } from "@/lib/access-matrix/grants/labels";
import { ENVIRONMENT_LABEL } from "@/lib/core/environments";

const { "in-force": first, ...OTHERS } = GRANT_SHOW_LABEL;

/** Search and filters of grants. */
export function GrantFilters() {
  return (
    <FilterBar
      search={{ label: "Search grants", placeholder: "Agent, key, server, operation, purpose" }}
      filters={[
        { ...select("show", "Show", OTHERS), any: first.toLowerCase() },
        select("kind", "Came by", GRANT_KIND_LABEL),
        select("environment", "Environment", ENVIRONMENT_LABEL),
      ]}
      more={[
        { kind: "text", name: "agent", label: "Agent (id)" },
        { kind: "text", name: "key", label: "Key (id)" },
        { kind: "text", name: "server", label: "Server (id)" },
        { kind: "text", name: "operation", label: "Operation (id)" },
      ]}
    />
  );
}

function select(name: string, label: string, labels: Readonly<Record<string, string>>) {
  const options = Object.entries(labels).map(([value, words]) => ({ value, label: words }));
  return { kind: "select" as const, name, label, options };
}
