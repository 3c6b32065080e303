import { FilterBar } from "@/components/data-table/filter-bar";
import {
  LINE_CHANGE_LABEL,
  LINE_FLAG_LABEL,
  LINE_KIND_LABEL,
  OUTCOME_LABEL,
  RISK_LABEL,
  SECTION_LABEL,
} from "@/lib/access-reviews/labels";
import { ENVIRONMENT_LABEL } from "@/lib/core/environments";

/** Search and filters of the lines of a review. */
export function LineFilters() {
  return (
    <FilterBar
      search={{ label: "Search lines", placeholder: "Who, agent, server, operation, purpose" }}
      filters={[
        select("section", "Section", SECTION_LABEL),
        select("risk", "Risk", RISK_LABEL),
        select("outcome", "Ended with", { ...OUTCOME_LABEL, undecided: "Not decided yet" }),
        select("change", "Since the last review", LINE_CHANGE_LABEL),
      ]}
      more={[
        select("kind", "Kind", LINE_KIND_LABEL),
        select("flag", "Marked", LINE_FLAG_LABEL),
        select("environment", "Environment", ENVIRONMENT_LABEL),
      ]}
    />
  );
}

function select(name: string, label: string, labels: Readonly<Record<string, string>>) {
  const options = Object.entries(labels).map(([value, words]) => ({ value, label: words }));
  return { kind: "select" as const, name, label, options };
}
