// gateway-logs §7.2 for what is no member of a payload: a name and a value in an address, a form, a header or a message. The name
// says that the value is a secret, whatever it looks like.
import type { Span } from "./detector";
import { keyRule } from "./key-rules";

const NAME = "(?<name>[A-Za-z][A-Za-z0-9_.-]{0,63})";
// A name goes on over a hyphen, and a switch of a command, `--password=x`, begins behind two.
const START = "(?<![A-Za-z0-9_.]|[A-Za-z0-9_.]-)";
const PLAIN = `[^\\s&;,"'<>()\\[\\]{}|]{1,1024}`;
const QUOTED = `"(?<a>[^"\\n]{1,1024})"|'(?<b>[^'\\n]{1,1024})'`;
const SEPARATE = /[_-]|^(?:authorization|cookie)$/i;

/** Where a name stands, and the value that follows where it is a sensitive one. `isName`: which names stand so at all. */
type Form = {
  readonly name: RegExp;
  readonly value: RegExp;
  readonly isName?: (name: string) => boolean;
};

/** `password=x`, `api_key="x"`. */
const EQUALS: Form = {
  name: new RegExp(`${START}${NAME}=`, "g"),
  value: new RegExp(`${QUOTED}|(?<c>${PLAIN})`, "dy"),
};
/** `"password": "x"`, `'otp': 1234`, also where quotes are escaped. */
const MEMBER: Form = {
  name: new RegExp(`["']${NAME}\\\\?["']\\s{0,4}:\\s{0,4}\\\\?`, "g"),
  value: new RegExp(`${QUOTED}|(?<c>[A-Za-z0-9_.+/=-]{1,1024})`, "dy"),
};
/** A header on a line of its own, or one of which all parts are secret: its value goes on to the end of the line. */
const HEADER: Form = {
  name: new RegExp(
    `(?:(?<![^\\n])${NAME}|${START}(?<known>[A-Za-z-]{0,6}(?:cookie|authorization))): {0,4}`,
    "gi",
  ),
  value: /(?<c>[^\n]{1,1024})/dy,
  isName: (name) => SEPARATE.test(name),
};
/** `x-api-key: x` anywhere: one word before a colon may begin any sentence, so there have to be two. */
const INLINE: Form = {
  name: new RegExp(`${START}${NAME}: {0,4}`, "g"),
  value: new RegExp(`(?<c>${PLAIN})`, "dy"),
  isName: (name) => SEPARATE.test(name),
};

/** A credential behind the scheme is found as such, and the scheme is no secret. */
const SCHEME = /^(?:bearer|basic)(?: |$)/i;

/** A part of every sensitive name: most texts hold none. */
const TELLING = /pass|pwd|secret|key|auth|cookie|credential|token|otp|cvv|cvc|ssn/i;

/** The values of sensitive names in a text. Linear: a name is looked for once from where it begins. */
export function* assignmentsIn(text: string): Generator<Span> {
  if (!TELLING.test(text)) return;
  if (text.includes("=")) yield* valuesOf(text, EQUALS);
  if (!text.includes(":")) return;
  for (const form of [MEMBER, HEADER, INLINE]) yield* valuesOf(text, form);
}

// Only the value of a sensitive name is passed over: any other may hold names of its own.
function* valuesOf(text: string, { name: pattern, value, isName }: Form): Generator<Span> {
  for (const match of text.matchAll(pattern)) {
    const { name = "", known = name } = match.groups ?? {};
    if (isName?.(known) === false || !keyRule(known).isSensitive) continue;
    value.lastIndex = match.index + match[0].length;
    const { a, b, c } = value.exec(text)?.indices?.groups ?? {};
    const span = trimmed(text, a ?? b ?? c ?? [0, 0]);
    if (span.normalised !== "" && !SCHEME.test(span.normalised)) yield span;
  }
}

function trimmed(text: string, [start, end]: readonly [number, number]): Span {
  const value = text.slice(start, end);
  const from = start + value.length - value.trimStart().length;
  const normalised = value.trim();
  return { start: from, end: from + normalised.length, normalised };
}
