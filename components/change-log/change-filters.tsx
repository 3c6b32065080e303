import { FilterBar } from "@/components/data-table/filter-bar";
import { CHANGE_ACTION_LABEL } from "@/lib/change-log/action-labels";
import { SUBJECT_KIND_LABEL } from "@/lib/change-log/labels";

/** Search and filters of the log; of one subject's history also the instant to look back from. */
export function ChangeFilters({
  actors,
  ofSubject,
}: {
  actors: readonly { id: string; name: string }[];
  ofSubject: boolean;
}) {
  const who = actors.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <FilterBar
      search={{ label: "Search the log", placeholder: "Id, request id or act" }}
      filters={[
        { kind: "select", name: "who", label: "Who", options: who },
        { kind: "select", name: "action", label: "Act", options: options(CHANGE_ACTION_LABEL) },
        ...(ofSubject
          ? []
          : [
              {
                kind: "select" as const,
                name: "kind",
                label: "Subject",
                options: options(SUBJECT_KIND_LABEL),
              },
            ]),
        { kind: "instant", name: "from", label: "From" },
        { kind: "instant", name: "to", label: "Until before" },
        ...(ofSubject
          ? [{ kind: "instant" as const, name: "asOf", label: "Show the state as of" }]
          : []),
      ]}
    />
  );
}

function options(labels: Readonly<Record<string, string>>) {
  return Object.entries(labels)
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label));
}
