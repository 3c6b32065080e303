/** Lengths in UTF-16 code units, as a browser's `maxlength` counts. */
export const PUBLIC_ID_MAX = 200;
export const LABEL_MAX = 120;
export const PURPOSE_MAX = 1000;
export const ALGORITHM_MAX = 80;
export const STORE_MAX = 120;
export const ISSUER_POLICY_MAX = 1000;
export const REASON_MAX = 1000;
export const TICKET_MAX = 120;
export const SEARCH_MAX = 200;

/** Other names of a key, one a line, and room for all of them. */
export const NAMES_MAX = 20;
export const NAMES_TEXT_MAX = NAMES_MAX * (PUBLIC_ID_MAX + 1);

/** What the command palette shows of one kind. */
export const SEARCH_TAKE = 8;
/** Keys that one page of ageing, one export or one reminder looks at. */
export const REGISTER_MAX = 20_000;
/** Days of a period for which key-days are counted. */
export const PERIOD_DAYS_MAX = 400;
