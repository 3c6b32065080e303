import { FilterBar } from "@/components/data-table/filter-bar";
import {
  CALL_FILTER_LABEL,
  type CallFilterName,
  FAILED,
  KIND_LABEL,
  OUTCOME_LABEL,
} from "@/lib/activity/calls/call-labels";
import type { FilterChoices } from "@/lib/activity/calls/call-view";

type Option = { value: string; label: string };

/** What narrows the calls. Times are those of the zone chosen. */
export function CallFilters({
  choices,
  zone,
  dataClasses,
}: {
  choices: FilterChoices;
  zone: string;
  dataClasses: readonly Option[];
}) {
  const select = (name: CallFilterName, options: readonly Option[]) => ({
    kind: "select" as const,
    name,
    label: CALL_FILTER_LABEL[name],
    options,
  });
  const text = (name: CallFilterName, suggestions: readonly string[] = []) => ({
    kind: "text" as const,
    name,
    label: CALL_FILTER_LABEL[name],
    suggestions,
  });
  return (
    <FilterBar
      filters={[
        { kind: "instant", name: "from", label: CALL_FILTER_LABEL.from, zone },
        { kind: "instant", name: "to", label: CALL_FILTER_LABEL.to, zone },
        { kind: "zone", name: "zone", label: CALL_FILTER_LABEL.zone },
        text("agent"),
        text("person"),
        text("operation", choices.operations),
        select("environment", plain(choices.environments)),
        select("outcome", [{ value: FAILED, label: "Any failure" }, ...labelled(OUTCOME_LABEL)]),
      ]}
      more={[
        text("key"),
        select("server", plain(choices.servers)),
        select("dataClass", dataClasses),
        select("region", plain(choices.regions)),
        select("source", plain(choices.sources)),
        select("unfinished", [{ value: "1", label: "only" }]),
        select("kind", [
          ...labelled(KIND_LABEL).filter(({ value }) => value !== "tool_call"),
          { value: "any", label: "Every kind" },
        ]),
        text("trace"),
        text("address"),
      ]}
    />
  );
}

function plain(values: readonly string[]): Option[] {
  return values.map((value) => ({ value, label: value }));
}

function labelled(labels: Readonly<Record<string, string>>): Option[] {
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}
