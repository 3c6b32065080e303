/** Longest texts, in UTF-16 code units. */
export const NOTE_MAX = 2_000;
export const RATIONALE_MAX = 4_000;
export const INCIDENT_MAX = 500;
/** A rationale says something: "ok" does not. */
export const RATIONALE_MIN = 20;
