import { FilterBar } from "@/components/data-table/filter-bar";
import { COMPARED_LABEL, type ComparedState } from "@/lib/access-reviews/compare/compare-labels";

/** With which review, and which lines; each state with how many lines are in it. */
export function CompareFilters({
  others,
  counts,
}: {
  others: readonly { id: string; reference: string }[];
  counts: Readonly<Record<ComparedState, number>>;
}) {
  const states = Object.entries(counts).map(([value, count]) => ({
    value,
    label: `${LABELS[value] ?? value} (${count.toLocaleString("en")})`,
  }));
  return (
    <FilterBar
      filters={[
        {
          kind: "select",
          name: "with",
          label: "With",
          any: "the review before it",
          options: others.map(({ id, reference }) => ({ value: id, label: reference })),
        },
        { kind: "select", name: "state", label: "Lines that are", options: states },
      ]}
    />
  );
}

const LABELS: Readonly<Record<string, string>> = COMPARED_LABEL;
