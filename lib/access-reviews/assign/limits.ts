/** Characters of a reason; of the words that say why somebody is fit to review. */
export const REASON_MAX = 1_000;
export const REASON_MIN = 10;
export const SUITABILITY_MAX = 2_000;
export const ROLE_MAX = 120;
/** Characters of a list of lines such as `1-40,43`. */
export const LINES_MAX = 2_000;
/** For how many days somebody can decide in the place of another. */
export const DELEGATION_DAYS_MAX = 366;
/** Characters of what happened, where a person asks for a review out of turn. */
export const TRIGGER_MAX = 500;
