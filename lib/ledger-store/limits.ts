/** Sizes a person may ask to have a consistency proof from, in one bundle. */
export const CONSISTENCY_SIZES_MAX = 50;

/** Bundles, and verifications of one log, that may be waiting or running at once. */
export const OPEN_BUNDLES_MAX = 10;
export const OPEN_VERIFICATIONS_MAX = 1;

/** A task that has not said anything for so long is taken up by another process. Milliseconds. */
export const TASK_SILENCE_MS = 60_000;

/** Seconds after which an entry that no checkpoint covers is an alarm, and a sealer that was not seen is not running. */
export const BEHIND_SECONDS = 60;
export const UNSEEN_SECONDS = 60;
