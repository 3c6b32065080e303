import { FilterBar } from "@/components/data-table/filter-bar";
import { CELL_STATE_LABEL, FLAG_LABEL } from "@/lib/access-matrix/matrix/matrix-labels";
import { DEFAULT_DAYS, MATRIX_DAYS } from "@/lib/access-matrix/matrix/matrix-view";
import { DATA_CLASS_LABEL } from "@/lib/core/data-classes";
import { ENVIRONMENT_LABEL } from "@/lib/core/environments";

const { any: _, ...STATES } = CELL_STATE_LABEL;
const ACCESS = { read: "Read", write: "Write", delete: "Delete", admin: "Admin" };
const DAYS = Object.fromEntries(
  MATRIX_DAYS.filter((days) => days !== DEFAULT_DAYS).map((days) => [`${days}`, `${days} days`]),
);

const CELLS = [
  select("state", "Cells", STATES),
  select("flag", "Marked", FLAG_LABEL),
  select("environment", "Environment", ENVIRONMENT_LABEL),
  select("access", "Access", ACCESS),
] as const;
const PERIOD = { ...select("days", "Use in", DAYS), any: `${DEFAULT_DAYS} days` };
const MORE = [
  { kind: "text", name: "agent", label: "Agent" },
  { kind: "text", name: "key", label: "Key" },
  { kind: "text", name: "server", label: "Server" },
  { kind: "text", name: "operation", label: "Operation" },
  select("dataClass", "Data", DATA_CLASS_LABEL),
] as const;
const SEARCH = { label: "Search the matrix", placeholder: "Agent, key, server, operation" };

/** Which cells of the matrix, at which instant, with the use of which period. */
export function MatrixFilters() {
  return (
    <FilterBar
      search={SEARCH}
      filters={[...CELLS, PERIOD, { kind: "instant", name: "asOf", label: "As of" }]}
      more={MORE}
    />
  );
}

/** The same for two instants. */
export function CompareFilters() {
  return (
    <FilterBar
      search={SEARCH}
      filters={[
        { kind: "instant", name: "from", label: "From" },
        { kind: "instant", name: "to", label: "To" },
        ...CELLS,
        PERIOD,
      ]}
      more={MORE}
    />
  );
}

function select(name: string, label: string, labels: Readonly<Record<string, string>>) {
  const options = Object.entries(labels).map(([value, words]) => ({ value, label: words }));
  return { kind: "select" as const, name, label, options };
}
