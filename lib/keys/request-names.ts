/** The wish that a key may be older than the rule says, as requests hold it for ever. */
export const EXCEPTION = "key.exception";
