// Which cells of a matrix a filter leaves.
import type { ColumnRef, PrincipalRef } from "./cell-space";
import { flagBit } from "./cells-view";
import { chosen, f64, num, u8, u16 } from "./columns";
import type { Matrix } from "./evaluate";
import type { MatrixFilter } from "./matrix-view";

/** `cells`: in the order in which they are shown. `anyFlag`: the same without the filter by flag. */
export type Selection = { readonly cells: Uint32Array; readonly anyFlag: Uint32Array };

/** What the environment that nobody stated is called in a filter, and an operation that nobody classified. */
export const NONE = "none";

/** `isVisible`: whose rows may be shown at all. */
export function select(
  matrix: Matrix,
  filter: MatrixFilter,
  isVisible: (principal: PrincipalRef) => boolean,
): Selection {
  const isWanted = cellTest(matrix, filter, isVisible);
  const anyFlag = chosen(matrix.present, isWanted);
  if (filter.flag === null) return { cells: anyFlag, anyFlag };
  const bit = flagBit(filter.flag);
  const hasFlag = (cell: number) => (u16(matrix.flags, cell) & bit) !== 0;
  return { cells: chosen(anyFlag, hasFlag), anyFlag };
}

/** Whether a cell is meant, whatever its flags. */
function cellTest(
  matrix: Matrix,
  filter: MatrixFilter,
  isVisible: (principal: PrincipalRef) => boolean,
): (cell: number) => boolean {
  const { space } = matrix.index;
  const q = filter.q.trim().toLowerCase();
  const rows = maskOf(space.principals, (one) => isVisible(one) && isRow(one, filter));
  const columns = maskOf(space.columns, (one) => isColumn(one, filter));
  const rowsNamed = maskOf(space.principals, (one) => q === "" || rowText(one).includes(q));
  const columnsNamed = maskOf(space.columns, (one) => q === "" || columnText(one).includes(q));
  const environments = maskOf(space.environments, (one) => isEnvironment(one, filter.environment));
  const isInState = stateTest(matrix, filter);
  return (cell) => {
    const row = num(space.principalOf, cell);
    const column = num(space.columnOf, cell);
    return (
      u8(rows, row) + u8(columns, column) + u8(environments, num(space.environmentOf, cell)) ===
        3 &&
      u8(rowsNamed, row) + u8(columnsNamed, column) > 0 &&
      isInState(cell)
    );
  };
}

function stateTest({ granted, enforced, used }: Matrix, { state }: MatrixFilter) {
  switch (state) {
    case "any":
      return () => true;
    case "granted":
      return (cell: number) => u8(granted, cell) === 1;
    case "enforced":
      return (cell: number) => u8(enforced, cell) === 1;
    case "used":
      return (cell: number) => f64(used, cell) > 0;
    default:
      return state satisfies never;
  }
}

function maskOf<Value>(values: readonly Value[], isWanted: (value: Value) => boolean): Uint8Array {
  return Uint8Array.from(values, (value) => (isWanted(value) ? 1 : 0));
}

function isRow({ id, key, agent, text }: PrincipalRef, filter: MatrixFilter): boolean {
  const said = id.startsWith("unknown:") ? [text] : [];
  return (
    isAmong(filter.agent, agent ? [agent.id, agent.slug, agent.name] : said) &&
    isAmong(filter.key, [id, ...(key ? [key.id, key.publicId, ...key.names] : said)])
  );
}

function isColumn(
  { id, operation, server, serverText, text }: ColumnRef,
  { server: wanted, operation: part, access, dataClass }: MatrixFilter,
): boolean {
  const name = part.trim().toLowerCase();
  return (
    isAmong(wanted, server ? [server.id, server.slug, server.name] : [serverText]) &&
    (name === "" || id === name || operation?.id === name || text.toLowerCase().includes(name)) &&
    (access === "" || (operation?.access ?? NONE) === access) &&
    (dataClass === "" || (operation?.dataClasses.includes(dataClass) ?? false))
  );
}

function isEnvironment(name: string, wanted: string): boolean {
  return wanted === "" || (name === "" ? NONE : name) === wanted.toLowerCase();
}

function isAmong(wanted: string, names: readonly string[]): boolean {
  const name = wanted.trim().toLowerCase();
  return name === "" || names.some((one) => one.toLowerCase() === name);
}

function rowText({ key, agent, text }: PrincipalRef): string {
  const names = [text, key?.label, key?.publicId, agent?.name, agent?.slug];
  return names.join("\n").toLowerCase();
}

function columnText({ server, serverText, text, operation }: ColumnRef): string {
  const serverNames = [serverText, server?.name, server?.slug];
  return [text, `${server?.slug ?? serverText}.${text}`, operation?.name, ...serverNames]
    .join("\n")
    .toLowerCase();
}
