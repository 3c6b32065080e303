const MIB = 1_024 * 1_024;

/** Lines that one statement of a gateway may hold. */
export const LINES_MAX = 200_000;
/** Longest name of a principal, a server, an operation or an environment, in UTF-16 code units. */
export const NAME_MAX = 300;
/** Longest canonical text of the conditions of a line. */
export const CONDITIONS_MAX = 4_000;
export const LABEL_MAX = 200;
/** A body as it came, unpacked; and one that is packed with gzip. */
export const BODY_MAX = 64 * MIB;
export const PACKED_MAX = 16 * MIB;
/** How far ahead of ours the clock of a gateway may be. */
export const AHEAD_MINUTES = 5;
/** Broken lines that a refusal names. */
export const FAULTS_SHOWN = 20;
/** Names of the columns of a CSV file; the last two may be missing. */
export const CSV_COLUMNS = [
  "principal",
  "server",
  "operation",
  "environment",
  "conditions",
] as const;
