// What a form of a draft may hold. The review stands in its changes more than once, and each is one entry of the ledger.
export const TITLE_MAX = 120;
export const REASON_MAX = 2_000;
export const NOTE_MAX = 1_500;
export const EXCLUSIONS_TEXT_MAX = 4_000;
export const EXCLUSIONS_MAX = 20;
export const EXCLUSION_REASON_MAX = 200;
/** Servers or agents that a scope names. */
export const NAMED_MAX = 40;
/** Quarters that a review can be prepared for: the one that runs, and those before it. */
export const QUARTERS_SHOWN = 5;
/** Days that an off-cycle review looks back. */
export const OFF_CYCLE_DAYS = 90;
