import { FilterBar } from "@/components/data-table/filter-bar";
import { EXPORT_FORMAT_LABEL } from "@/lib/exports/labels";

/** Search and filters of the register of exports. */
export function ExportFilters({ makers }: { makers: readonly { id: string; name: string }[] }) {
  const formats = Object.entries(EXPORT_FORMAT_LABEL);
  return (
    <FilterBar
      search={{ label: "Search exports", placeholder: "Title, file, id or hash" }}
      filters={[
        {
          kind: "select",
          name: "format",
          label: "Format",
          options: formats.map(([value, label]) => ({ value, label })),
        },
        {
          kind: "select",
          name: "by",
          label: "Who",
          options: makers.map(({ id, name }) => ({ value: id, label: name })),
        },
      ]}
    />
  );
}
