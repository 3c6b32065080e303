/** Longest texts, in UTF-16 code units. */
export const EXPLANATION_MAX = 2_000;
export const EXPLANATION_MIN = 20;
export const TICKET_MAX = 200;
/** For how long a deviation can be set aside at once. */
export const DISPOSED_DAYS_MAX = 366;
