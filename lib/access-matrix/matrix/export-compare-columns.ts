import type { ExportColumn } from "@/lib/exports/cells";
import { flagWords, placeColumns, text } from "./export-columns";
import { CELL_CHANGE_LABEL, ENFORCED_LABEL } from "./matrix-labels";
import type { CellState, CompareRow, Enforced } from "./matrix-view";

type Value = string | number | boolean | Date | null;

/** Two instants as a file. */
export const COMPARE_COLUMNS: readonly ExportColumn<CompareRow>[] = [
  ...placeColumns<CompareRow>(),
  text(
    "changes",
    "Changes",
    "What is not the same, with semicolons. Never empty.",
    ({ changes }) => changes.map((one) => CELL_CHANGE_LABEL[one]).join("; "),
    30,
  ),
  ...stateColumns("before", "Before", ({ before }) => before),
  ...stateColumns("after", "After", ({ after }) => after),
];

function stateColumns(
  key: string,
  when: string,
  stateOf: (row: CompareRow) => CellState | null,
): ExportColumn<CompareRow>[] {
  const of =
    (value: (state: CellState) => Value) =>
    (row: CompareRow): Value => {
      const state = stateOf(row);
      return state && value(state);
    };
  const says = "Empty where there was no such cell.";
  return [
    {
      key: `${key}_granted`,
      header: `${when}: granted`,
      definition: `Whether it was granted. ${says}`,
      type: "boolean",
      value: of(({ granted }) => granted),
    },
    {
      key: `${key}_enforced`,
      header: `${when}: enforced`,
      definition: `Whether it was enforced, or unknown. ${says}`,
      type: "text",
      width: 12,
      value: of(({ enforced }) => word(enforced)),
    },
    {
      key: `${key}_used`,
      header: `${when}: calls`,
      definition: `Calls of its period that were not denied. ${says}`,
      type: "number",
      value: of(({ used }) => used),
    },
    {
      key: `${key}_denied`,
      header: `${when}: denied`,
      definition: `Calls of its period that were denied. ${says}`,
      type: "number",
      value: of(({ denied }) => denied),
    },
    {
      key: `${key}_flags`,
      header: `${when}: flags`,
      definition: `What did not agree, with semicolons. ${says}`,
      type: "text",
      width: 26,
      value: of(({ flags }) => flagWords(flags)),
    },
  ];
}

function word(enforced: Enforced): string {
  return ENFORCED_LABEL[enforced];
}
