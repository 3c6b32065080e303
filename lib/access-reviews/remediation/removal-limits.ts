/** Longest texts of what people say of a removal. */
export const TICKET_MAX = 100;
export const HOW_MAX = 1_000;
export const REASON_MAX = 2_000;
/** For how many days at most it is accepted that access stays. */
export const ACCEPT_DAYS_MAX = 90;
