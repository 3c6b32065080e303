/** Longest texts, in UTF-16 code units. */
export const PURPOSE_MAX = 1_000;
export const REASON_MAX = 2_000;
export const NOTE_MAX = 1_000;

/** How many operations one form can ask for, and how many grants one form can ask to end. */
export const OPERATIONS_MAX = 500;
export const GRANTS_MAX = 500;

/** How many operations of one server one request can hold: it is recorded whole, and an entry of the ledger has its limit. */
export const OPERATIONS_PER_SERVER_MAX = 80;

/** How many grants of one key on one server one request can end. */
export const ENDING_MAX = 200;

/** How many names of what is granted already a request lists. */
export const STAYS_MAX = 60;

/** How many operations the search answers with at most. */
export const FOUND_MAX = 50;

/** How many grants one file holds at most: more than a matrix of 500 keys and 2,000 operations ever has. */
export const EXPORT_MAX = 200_000;
