import { decodeCells, findCell, type MatrixCells } from "@/lib/access-matrix/matrix/cells-view";
import { type CellAddress, cellKey } from "./cell-key";
import type { Place } from "./matrix-geometry";
import { MatrixGrid } from "./matrix-grid";
import { pictureOf } from "./matrix-look";
import { placeWords, stateWords } from "./matrix-words";

/** The parts of the page that the picture lives in. */
export type StageParts = {
  readonly scroller: HTMLElement;
  readonly spacer: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  /** Two cells that only readers of the screen meet; they take turns, so that each move is read out. */
  readonly voices: readonly [HTMLElement, HTMLElement];
  /** The line under the picture: where one points or stands, and what is there. */
  readonly place: HTMLElement;
  readonly state: HTMLElement;
};

export type Stage = {
  /** Brings the cell of an address into sight and to the keyboard, if it is there. */
  show: (address: CellAddress) => void;
  end: () => void;
};

/** Fetches the cells. Throws Error with a sentence for the page; an abort is thrown as it came. */
export async function fetchCells(source: string, signal: AbortSignal): Promise<MatrixCells> {
  const response = await fetch(source, { signal });
  if (!response.ok) throw new Error(await refusal(response));
  return decodeCells(await response.arrayBuffer());
}

/** Puts the picture of the cells on the page. `open` is called with the key of a cell that is not empty. */
export function raiseStage(
  cells: MatrixCells,
  parts: StageParts,
  open: (key: string) => void,
): Stage {
  const { head } = cells;
  let turn = 0;
  let stands: Place | null = null;
  const says = ({ row, column }: Place) => stateWords(cells, findCell(cells, row, column));
  const write = (at: Place | null) => {
    parts.place.textContent = at ? `${placeWords(head, at.row, at.column)}.` : "";
    parts.state.textContent = at ? says(at) : "";
  };
  const grid = new MatrixGrid(
    {
      ...parts,
      onPoint: (place) => write(place ?? stands),
      onFocus: (place) => {
        stands = place;
        write(place);
        turn = 1 - turn;
        const voice = parts.voices[turn === 0 ? 0 : 1];
        voice.textContent = `${placeWords(head, place.row, place.column)}. ${says(place)}`;
        voice.parentElement?.setAttribute("aria-rowindex", String(place.row + 1));
        voice.setAttribute("aria-colindex", String(place.column + 1));
        parts.scroller.setAttribute("aria-activedescendant", voice.id);
      },
      onOpen: (place) => {
        const address = addressOf(cells, place);
        if (address) open(cellKey(address));
      },
    },
    pictureOf(cells),
  );
  parts.scroller.setAttribute("aria-rowcount", String(head.lines.length));
  parts.scroller.setAttribute("aria-colcount", String(head.columns.length));
  const show = (address: CellAddress) => {
    const place = placeOf(cells, address);
    if (place) grid.focusOn(place);
  };
  return { show, end: () => grid.end() };
}

function addressOf({ head }: MatrixCells, { row, column }: Place): CellAddress | null {
  const line = head.lines[row];
  const principal = line && head.principals[line.principal];
  const operation = head.columns[column];
  if (!line || !principal || !operation) return null;
  const environment = head.environments[line.environment] ?? "";
  return { row: principal.id, column: operation.id, environment };
}

function placeOf({ head }: MatrixCells, address: CellAddress): Place | null {
  const column = head.columns.findIndex(({ id }) => id === address.column);
  const row = head.lines.findIndex(
    ({ principal, environment }) =>
      head.principals[principal]?.id === address.row &&
      head.environments[environment] === address.environment,
  );
  return row < 0 || column < 0 ? null : { row, column };
}

async function refusal(response: Response): Promise<string> {
  const reply: { error?: { message?: string } } = await response.json().catch(() => ({}));
  return reply.error?.message ?? "The server failed to answer.";
}
