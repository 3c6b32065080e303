/** Lengths and numbers of the forms of signing. Client-safe. */
export const COMMENT_MIN = 10;
export const COMMENT_MAX = 1_000;
export const REASON_MIN = 20;
export const REASON_MAX = 2_000;
export const TYPED_NAME_MAX = 200;
/** How many changes since the snapshot are disposed of at once. */
export const TOGETHER_MAX = 500;
