import type { FontName, Ink, StyleName } from "./theme";

/** One line of text at its place; `y` is the baseline from the top of the page. */
export type Placed = { x: number; y: number; style: StyleName; font: FontName; text: string };

/** A piece of the structure tree: what it is, and the lines that belong to it. */
export type Piece =
  | { kind: "text"; role: "H1" | "H2" | "H3" | "P"; lines: readonly Placed[]; actual?: string }
  | { kind: "link"; to: number; lines: readonly Placed[] }
  | { kind: "row"; table: number; cells: readonly PlacedCell[] }
  /** Drawn for the eye only: a table's head on a further page. */
  | { kind: "artifact"; lines: readonly Placed[] };

export type PlacedCell = {
  role: "TH" | "TD";
  scope?: "Row" | "Column";
  lines: readonly Placed[];
  actual?: string;
};

export type Rule = { x: number; y: number; width: number; ink: Ink };

export type LaidPage = { pieces: Piece[]; rules: Rule[] };

/** Pages ready to draw, and on which of them (from 0) each section begins. */
export type Laid = { pages: LaidPage[]; sectionPages: number[] };
