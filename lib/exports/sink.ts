import type { Cell } from "./cells";
import type { Provenance } from "./schema";

/** A finished file, and the part of it that the hash is over. */
export type Payload = {
  fileName: string;
  mediaType: string;
  bytes: Uint8Array;
  /** Names, sizes and hashes of what was made; the first is the payload itself. */
  files: readonly { name: string; bytes: number; sha256: string }[];
};

/** Takes the rows of one export page by page and turns them into a file. */
export type Sink = {
  /** `csv` is the same rows as lines of CSV. */
  add: (rows: readonly (readonly Cell[])[], csv: Uint8Array) => void | Promise<void>;
  finish: (provenance: Provenance) => Promise<Payload>;
};
