import { FilterBar } from "@/components/data-table/filter-bar";
import { REVIEW_KIND_LABEL, REVIEW_STATUS_LABEL } from "@/lib/access-reviews/labels";
import { REVIEW_KINDS, REVIEW_STATUSES } from "@/lib/access-reviews/review-view";

/** Narrows the list of reviews; all in the address. */
export function PrepareFilters() {
  return (
    <FilterBar
      filters={[
        {
          kind: "select",
          name: "status",
          label: "State",
          options: REVIEW_STATUSES.map((value) => ({ value, label: REVIEW_STATUS_LABEL[value] })),
        },
        {
          kind: "select",
          name: "kind",
          label: "Kind",
          options: REVIEW_KINDS.map((value) => ({ value, label: REVIEW_KIND_LABEL[value] })),
        },
        { kind: "text", name: "quarter", label: "Quarter" },
      ]}
    />
  );
}
