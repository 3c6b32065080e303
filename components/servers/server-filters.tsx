import { FilterBar } from "@/components/data-table/filter-bar";
import { DATA_CLASS_LABEL } from "@/lib/core/data-classes";
import { ENVIRONMENT_LABEL } from "@/lib/core/environments";
import { GAP_CODES, GAPS } from "@/lib/servers/gap-labels";
import {
  DEFAULT_PERIOD,
  HOSTING_LABEL,
  PERIOD_LABEL,
  PERIODS,
  SCOPE_LABEL,
  SERVER_FILTER_LABEL,
  SERVER_STATUS_LABEL,
} from "@/lib/servers/labels";

const GAP_LABEL = {
  fails: "Anything an auditor would not accept",
  any: "Anything",
  ...Object.fromEntries(GAP_CODES.map((gap) => [gap, GAPS[gap].label])),
};

/** Search and filters of the register, with the instant it is shown as of. */
export function ServerFilters() {
  return (
    <FilterBar
      search={{ label: "Search servers", placeholder: "Name, purpose, provider, owner" }}
      filters={[
        select("status", SERVER_STATUS_LABEL),
        select("scope", SCOPE_LABEL),
        select("environment", ENVIRONMENT_LABEL),
        select("gap", GAP_LABEL),
        {
          kind: "select",
          name: "days",
          label: SERVER_FILTER_LABEL.days,
          any: PERIOD_LABEL[DEFAULT_PERIOD],
          options: PERIODS.filter((days) => days !== DEFAULT_PERIOD).map((days) => ({
            value: days,
            label: PERIOD_LABEL[days],
          })),
        },
        { kind: "instant", name: "at", label: SERVER_FILTER_LABEL.at },
      ]}
      more={[select("hosting", HOSTING_LABEL), select("dataClass", DATA_CLASS_LABEL)]}
    />
  );
}

function select(name: keyof typeof SERVER_FILTER_LABEL, labels: Readonly<Record<string, string>>) {
  const options = Object.entries(labels).map(([value, label]) => ({ value, label }));
  return { kind: "select" as const, name, label: SERVER_FILTER_LABEL[name], options };
}
