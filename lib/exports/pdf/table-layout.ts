import type { Table, TableColumn } from "./document";
import { addText, type Flow, FULL_PAGE, heightOf, placed } from "./flow";
import type { PlacedCell } from "./laid";
import { PAGE, STYLE } from "./theme";
import type { Line, SetText } from "./typeset";

const PAD_X = 4;
const PAD_Y = 2.5;

/** A table over as many pages as it takes; its head stands on each of them, and no cell is cut off. */
export function addTable(flow: Flow, table: Table): void {
  const id = flow.newTable();
  addHead(flow, table.columns, id, true);
  for (const row of table.rows) addRow(flow, table.columns, row, id);
  if (table.rows.length === 0) addText(flow, "P", "body", table.empty);
}

function addHead(flow: Flow, columns: readonly TableColumn[], id: number, first: boolean): void {
  const set = columns.map(({ header, width }) => flow.set("cellHead", header, width - 2 * PAD_X));
  const lines = Math.max(...set.map((cell) => cell.lines.length));
  const top = flow.at() + PAD_Y;
  const cells = columns.map((column, index) => {
    const text = set[index] ?? { lines: [] };
    // Heads stand on the line below them, so a short one starts lower.
    const drop = (lines - text.lines.length) * STYLE.cellHead.leading;
    return {
      role: "TH" as const,
      scope: "Column" as const,
      lines: aligned(flow, text, { column, columns, index, style: "cellHead", top: top + drop }),
    };
  });
  // Read aloud once: on further pages the head is there for the eye.
  if (first) flow.add({ kind: "row", table: id, cells });
  else flow.add({ kind: "artifact", lines: cells.flatMap((cell) => cell.lines) });
  flow.space(lines * STYLE.cellHead.leading + 2 * PAD_Y);
  flow.rule({ x: PAGE.left, y: flow.at(), width: totalWidth(columns), ink: "rule2" });
}

function addRow(
  flow: Flow,
  columns: readonly TableColumn[],
  row: readonly string[],
  id: number,
): void {
  let rest = columns.map((column, index) =>
    flow.set(column.style, row[index] ?? "", column.width - 2 * PAD_X),
  );
  const height = Math.max(...rest.map((cell) => heightOf(cell, "cell"))) + 2 * PAD_Y;
  const nextPage = () => {
    flow.newPage();
    addHead(flow, columns, id, false);
  };
  // A row stays whole if a page can hold it; only a taller one goes on over the page.
  if (height > flow.room() && height <= FULL_PAGE - 40) nextPage();
  while (rest.some(({ lines }) => lines.length > 0)) {
    if (flow.room() < STYLE.cell.leading + 2 * PAD_Y) nextPage();
    const fits = Math.max(1, Math.floor((flow.room() - 2 * PAD_Y) / STYLE.cell.leading));
    const part = rest.map((cell) => ({ ...cell, lines: cell.lines.slice(0, fits) }));
    rest = rest.map((cell) => ({ ...cell, lines: cell.lines.slice(fits) }));
    addRowPart(flow, columns, part, id);
  }
}

function addRowPart(
  flow: Flow,
  columns: readonly TableColumn[],
  part: readonly SetText[],
  id: number,
) {
  const top = flow.at() + PAD_Y;
  const cells: PlacedCell[] = columns.map((column, index) => {
    const cell = part[index] ?? { lines: [] };
    return {
      role: "TD",
      lines: aligned(flow, cell, { column, columns, index, style: column.style, top }),
      ...(cell.actual === undefined ? {} : { actual: cell.actual }),
    };
  });
  flow.add({ kind: "row", table: id, cells });
  flow.space(Math.max(...part.map((cell) => cell.lines.length)) * STYLE.cell.leading + 2 * PAD_Y);
  flow.rule({ x: PAGE.left, y: flow.at(), width: totalWidth(columns), ink: "rule" });
}

type Place = {
  column: TableColumn;
  columns: readonly TableColumn[];
  index: number;
  style: "cellHead" | TableColumn["style"];
  top: number;
};

function aligned(flow: Flow, { lines }: { lines: readonly Line[] }, place: Place) {
  const { column, columns, index, style, top } = place;
  const x = PAGE.left + totalWidth(columns.slice(0, index)) + PAD_X;
  const inner = column.width - 2 * PAD_X;
  return placed({ lines }, style, { x, top }).map((line) =>
    column.align === "left" ? line : { ...line, x: x + inner - flow.width(style, line.text) },
  );
}

function totalWidth(columns: readonly TableColumn[]): number {
  return columns.reduce((sum, { width }) => sum + width, 0);
}
