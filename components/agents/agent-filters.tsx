import { FilterBar } from "@/components/data-table/filter-bar";
import {
  AGENT_FILTER_LABEL,
  AGENT_STATUS_LABEL,
  GAP_FILTER_LABEL,
  REVIEW_DUE_LABEL,
  RISK_CLASS_LABEL,
  RISK_NOT_ASSESSED,
} from "@/lib/agents/labels";
import { DATA_CLASS_LABEL } from "@/lib/core/data-classes";
import { ENVIRONMENT_LABEL } from "@/lib/core/environments";

/** Search and filters of the registry. */
export function AgentFilters() {
  return (
    <FilterBar
      search={{ label: "Search agents", placeholder: "Name, purpose, owner" }}
      filters={[
        select("status", { living: "In use or proposed", ...AGENT_STATUS_LABEL }),
        select("risk", { ...RISK_CLASS_LABEL, NONE: RISK_NOT_ASSESSED }),
        select("environment", ENVIRONMENT_LABEL),
        select("dataClass", DATA_CLASS_LABEL),
        select("gap", GAP_FILTER_LABEL),
        select("reviewDue", REVIEW_DUE_LABEL),
      ]}
    />
  );
}

function select(name: keyof typeof AGENT_FILTER_LABEL, labels: Readonly<Record<string, string>>) {
  const options = Object.entries(labels).map(([value, label]) => ({ value, label }));
  return { kind: "select" as const, name, label: AGENT_FILTER_LABEL[name], options };
}
