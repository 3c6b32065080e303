import type { StyleName } from "./theme";

/** What a PDF says, before anybody has thought about pages: composed from data, laid out, then drawn. */
export type PdfDocument = {
  title: string;
  entity: string;
  createdAt: Date;
  demo: boolean;
  head: { left: string; middle: string; right: string };
  foot: string;
  cover: Cover;
  /** One sheet: the sections go on where the cover ends, without a list of them. */
  sheet?: true;
  sections: readonly Section[];
  /** Room for the signature of the server's document key, for those that are signed. */
  signature?: SignaturePlace;
};

/** What a reader of the file is shown beside the signature: who made it, why, when. */
export type SignaturePlace = { name: string; reason: string; at: Date };

export type Cover = {
  kicker: string;
  /** One sentence that says what lies here. */
  lead: string;
  /** Groups of facts, set in two columns. */
  facts: readonly FactGroup[];
};

export type Fact = { label: string; value: string; mono?: true };
export type FactGroup = { title: string; lines: readonly Fact[] };

/** One entry of the contents and the bookmarks. */
export type Section = { title: string; blocks: readonly Block[] };

export type Block =
  | { kind: "paragraph"; text: string }
  | { kind: "facts"; groups: readonly FactGroup[] }
  | ({ kind: "table" } & Table);

export type Table = {
  columns: readonly TableColumn[];
  rows: readonly (readonly string[])[];
  /** What stands in place of rows if there are none. */
  empty: string;
};

/** `width` in points. */
export type TableColumn = {
  header: string;
  width: number;
  align: "left" | "right";
  style: Extract<StyleName, "cell" | "cellFixed">;
};
