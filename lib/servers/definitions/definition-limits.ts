/** A tool list as it may be pasted, uploaded or fetched, in bytes. */
export const TOOLS_BYTES_MAX = 1_500_000;
/** Tools of one list. */
export const TOOLS_MAX = 2_000;
/** One definition, as canonical JSON, in bytes. */
export const DEFINITION_BYTES_MAX = 256 * 1024;
/** What a change of the ledger may hold of it: an entry takes 64 KiB, and a change may hold two. */
export const RECORDED_BYTES_MAX = 24 * 1024;
export const URL_MAX = 500;
export const ACCESS_TOKEN_MAX = 8_000;
/** Differences of two definitions that are shown and recorded in words, and letters of each. */
export const DIFFERENCES_MAX = 60;
export const VALUE_MAX = 1_500;
/** How long a server may take for the whole conversation, and how many pages it may have. */
export const FETCH_MS = 20_000;
export const PAGES_MAX = 50;
/** Definitions and grants that the page of an operation shows. */
export const HISTORY_TAKE = 100;
export const GRANTS_TAKE = 200;
