import { ACCESS_CLASSES } from "@/lib/core/access-classes";
import { type OPERATION_FILTERS, type OPERATION_SORTS, UNCLASSIFIED } from "./labels";
import type { OperationRow } from "./view";

type Wanted = {
  q: string;
  show: (typeof OPERATION_FILTERS)[number] | null;
  sort: (typeof OPERATION_SORTS)[number];
  dir: "asc" | "desc";
};

/** What the address shows of a server's operations, in its order; retired ones only where they are asked for. */
export function shownOperations(
  rows: readonly OperationRow[],
  { q, show, sort, dir }: Wanted,
): OperationRow[] {
  const words = q.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const sign = dir === "asc" ? 1 : -1;
  return rows
    .filter((row) => fits(row, show) && words.every((word) => textOf(row).includes(word)))
    .sort((a, b) => sign * compare(keyOf(a, sort), keyOf(b, sort)) || compare(a.name, b.name));
}

function fits(row: OperationRow, show: Wanted["show"]): boolean {
  if (show === "retired") return row.retiredAt !== "";
  if (row.retiredAt !== "") return false;
  if (show === null) return true;
  if (show === "unused") return row.use.used + row.use.denied === 0;
  return row.access === (show === UNCLASSIFIED ? "" : show);
}

function textOf({ name, meaning }: OperationRow): string {
  return `${name}\n${meaning}`.toLowerCase();
}

function keyOf(row: OperationRow, sort: Wanted["sort"]): string | number {
  switch (sort) {
    case "name":
      return row.name.toLowerCase();
    case "access":
      return CLASS_ORDER.indexOf(row.access);
    case "calls":
      return row.use.used + row.use.denied;
    case "lastCall":
      return row.use.lastAt;
    default:
      return sort satisfies never;
  }
}

const CLASS_ORDER: readonly string[] = ["", ...ACCESS_CLASSES];

function compare(a: string | number, b: string | number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
