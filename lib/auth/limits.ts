/** Bounds of what people type, in UTF-16 code units unless said otherwise. Safe in the browser. */
export const NAME_MAX = 120;
export const TITLE_MAX = 120;
export const EMAIL_MAX = 254; // RFC 5321 §4.5.3.1.3, less the angle brackets
export const PASSWORD_MIN = 12; // code points
export const PASSWORD_MAX = 200; // code points
export const PASSKEY_NAME_MAX = 60;
export const TOKEN_NAME_MAX = 80;
export const TOKEN_DAYS_MAX = 365;
export const REASON_MAX = 500;

/** How long the browser may take over a passkey challenge, and how fresh a sign-in stands in for a password. */
export const CHALLENGE_MINUTES = 5;
export const FRESH_SIGN_IN_MINUTES = 10;

/** A passkey younger than this is shown as new: SIG-07 flags it before a signature. */
export const NEW_PASSKEY_HOURS = 24;

/** The longest session any policy can allow; the sign-in cookie itself lasts that long. */
export const SESSION_HOURS_MAX = 168;
