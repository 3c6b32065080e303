import { FilterBar } from "@/components/data-table/filter-bar";
import { USUAL_DAYS } from "@/lib/access-matrix/least-privilege/least-privilege-view";
import { MATRIX_DAYS } from "@/lib/access-matrix/matrix/matrix-view";

/** The period of use, and of the list of agents a search. */
export function LeastFilters({ searched }: { searched: boolean }) {
  const options = MATRIX_DAYS.filter((days) => days !== USUAL_DAYS).map((days) => ({
    value: String(days),
    label: `${days} days`,
  }));
  return (
    <FilterBar
      {...(searched
        ? { search: { label: "Search agents", placeholder: "Name of the agent" } }
        : {})}
      filters={[
        { kind: "select", name: "days", label: "Used in", options, any: `${USUAL_DAYS} days` },
      ]}
    />
  );
}
