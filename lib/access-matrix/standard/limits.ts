/** Longest texts, in UTF-16 code units. */
export const TITLE_MAX = 120;
export const REASON_MAX = 2_000;

/** Bounds for how long an entry grants. */
export const MAX_DAYS = 366;

/** How many servers one entry can name. */
export const SERVERS_MAX = 100;
