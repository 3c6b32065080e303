// How a file is taken in pieces. The browser reads this file too.
const KIB = 1_024;
const MIB = KIB * KIB;

/** What is stored at once holds no more of a file, unless one record alone does: it must be read in time. */
export const CHUNK_BYTES = 2 * MIB;
export const CHUNK_RECORDS = 5_000;
/** What is handed over at once, and, where a record is longer, once more. */
export const WINDOW_BYTES = 4 * MIB;
export const WINDOW_BYTES_MAX = 8 * MIB;
/** The beginning of the file goes with every piece: it says what the rest is. */
export const HEAD_BYTES = 64 * KIB;

/** What became of a file so far. Numbers of bytes are of its content, unpacked. */
export type ImportProgress = {
  readonly done: number;
  readonly bytes: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly quarantined: number;
  readonly skipped: number;
  readonly isFinished: boolean;
};
