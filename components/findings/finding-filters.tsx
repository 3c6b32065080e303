import { FilterBar } from "@/components/data-table/filter-bar";
import { SEVERITY_LABEL, SHOW_LABEL, VERDICT_LABEL } from "@/lib/findings/labels";

const { open: _, ...OTHERS } = SHOW_LABEL;

/** Search and filters of findings. `detectors`: id → title. */
export function FindingFilters({ detectors }: { detectors: Readonly<Record<string, string>> }) {
  return (
    <FilterBar
      search={{ label: "Search findings", placeholder: "Title, agent, key, server, source" }}
      filters={[
        { ...select("show", "Show", OTHERS), any: SHOW_LABEL.open.toLowerCase() },
        select("severity", "Severity", SEVERITY_LABEL),
        select("detector", "Detector", detectors),
        select("verdict", "Verdict", VERDICT_LABEL),
      ]}
    />
  );
}

function select(name: string, label: string, labels: Readonly<Record<string, string>>) {
  const options = Object.entries(labels).map(([value, words]) => ({ value, label: words }));
  return { kind: "select" as const, name, label, options };
}
