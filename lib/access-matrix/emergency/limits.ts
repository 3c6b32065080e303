/** Longest texts, in UTF-16 code units. */
export const REASON_MAX = 2_000;
export const HOLIDAY_NAME_MAX = 80;

/** How many operations one emergency can open. */
export const EMERGENCY_OPERATIONS_MAX = 50;

/** Bounds of the minutes a person can ask for; the policy says how many are allowed. */
export const MINUTES_MAX = 1_440;

/** How many calls of an emergency its page lists; all of them stand in the calls log. */
export const CALLS_MAX = 200;
