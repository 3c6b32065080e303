import { FilterBar } from "@/components/data-table/filter-bar";
import { REMOVAL_SHOW_LABEL, REMOVAL_SHOWS } from "@/lib/access-reviews/remediation/removal-labels";

/** Which removals, and whose. */
export function RemovalFilters({ first }: { first: "open" | "all" }) {
  const shown = REMOVAL_SHOWS.filter((show) => show !== first);
  return (
    <FilterBar
      filters={[
        {
          ...{ kind: "select", name: "show", label: "State" },
          any: REMOVAL_SHOW_LABEL[first],
          options: shown.map((value) => ({ value, label: REMOVAL_SHOW_LABEL[value] })),
        },
        {
          ...{ kind: "select", name: "mine", label: "Whose" },
          any: "everybody's",
          options: [{ value: "yes", label: "mine" }],
        },
      ]}
    />
  );
}
