import { DataTable, type ListedRows } from "@/components/data-table/data-table";
import { ButtonLink } from "@/components/ui/button";
import type { FindingRow } from "@/lib/findings/view";
import { findingColumns } from "./finding-columns";

/** Findings as a table; a row leads to its page. */
export function FindingTable({ rows, ...list }: ListedRows<FindingRow>) {
  return (
    <DataTable
      caption="Findings"
      rows={rows}
      columns={findingColumns}
      rowHref={({ id }) => `/findings/${id}`}
      columnPicker
      {...list}
      empty={{
        title: "No finding is open",
        why: "What the detectors notice stands here until somebody has said what it was. Whether they look at all is on their page.",
        action: <ButtonLink href="/findings/detectors">See the detectors</ButtonLink>,
      }}
    />
  );
}
