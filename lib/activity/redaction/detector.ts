// gateway-logs §7.3: what a detector is. Each is linear in the text and looks only where its gate is open.

/** Where a value stands, [start, end) in code units, and the form that its token is made of. */
export type Span = { readonly start: number; readonly end: number; readonly normalised: string };

/** What is known of a text before anything is looked for in it: gates that cost one pass and change no result. */
export type Glance = {
  readonly digits: number;
  readonly hasAt: boolean;
  readonly hasPlus: boolean;
  readonly hasDot: boolean;
};

export type DetectorType =
  | "private_key"
  | "jwt"
  | "bearer"
  | "vendor_token"
  | "aws_key_id"
  | "aws_secret"
  | "url_password"
  | "email"
  | "iban"
  | "card"
  | "ssn"
  | "phone"
  | "high_entropy";

export type Detector = {
  readonly type: DetectorType;
  readonly isWorthwhile: (glance: Glance, text: string) => boolean;
  readonly find: (text: string) => Iterable<Span>;
};

/** Looks over a text once. */
export function glanceAt(text: string): Glance {
  let [digits, hasAt, hasPlus, hasDot] = [0, false, false, false];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= ZERO && code <= NINE) digits += 1;
    else if (code === AT) hasAt = true;
    else if (code === PLUS) hasPlus = true;
    else if (code === DOT) hasDot = true;
  }
  return { digits, hasAt, hasPlus, hasDot };
}

const PLUS = 0x2b;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const AT = 0x40;

/** The spans of a pattern: of its group `value` where it has one, else of the whole match. Wants the flags g and d. */
export function* spansOf(
  text: string,
  pattern: RegExp,
  normalise: (value: string) => string | null = (value) => value,
): Generator<Span> {
  for (const match of text.matchAll(pattern)) {
    const place = match.indices?.groups?.value ?? match.indices?.[0];
    if (place === undefined) continue;
    const [start, end] = place;
    const normalised = normalise(text.slice(start, end));
    if (normalised !== null) yield { start, end, normalised };
  }
}
