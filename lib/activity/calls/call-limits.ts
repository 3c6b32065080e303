/** Length of a reason for a dismissal, in UTF-16 code units. */
export const DISMISS_REASON_MAX = 1_000;
