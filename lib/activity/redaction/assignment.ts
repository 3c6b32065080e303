// gateway-logs §7.2 for what is no member of a payload: a name and a value in an address, a form, a header or a message. The name
// says that the value is a secret, whatever it looks like.
import type { Span } from "./detector";
import { keyRule } from "./key-rules";

const NAME = "(?<name>[A-Za-z][A-Za-z0-9_.-]{0,63})";
const START = "(?<![A-Za-z0-9_.-])";
const QUOTED = `"(?<a>[^"\\n]{1,1024})"|'(?<b>[^'\\n]{1,1024})'`;

/** `password=x`, `api_key="x"`. */
const EQUALS = new RegExp(
  `${START}${NAME}=(?:${QUOTED}|(?<c>[^\\s&;,"'<>()\\[\\]{}|]{1,1024}))`,
  "dg",
);
/** `"password": "x"`, `'otp': 1234`, also where quotes are escaped. */
const MEMBER = new RegExp(
  `["']${NAME}\\\\?["']\\s{0,4}:\\s{0,4}\\\\?(?:${QUOTED}|(?<c>[A-Za-z0-9_.+/=-]{1,1024}))`,
  "dg",
);
/** `X-Api-Key: x` on a line of its own: one word before a colon may begin any sentence, so there have to be two. */
const HEADER = new RegExp(`(?<![^\\n])${NAME}: {0,4}(?<c>[^\\n]{1,1024})`, "dg");
/** A credential behind the scheme is found as such, and the scheme is no secret. */
const SCHEME = /^(?:bearer|basic)(?: |$)/i;
const HEADER_NAME = /[_-]|^(?:authorization|cookie)$/i;

/** The values of sensitive names in a text. Linear: a name is looked for once from where it begins. */
export function* assignmentsIn(text: string): Generator<Span> {
  if (text.includes("=")) yield* valuesOf(text, EQUALS);
  if (!text.includes(":")) return;
  yield* valuesOf(text, MEMBER);
  yield* valuesOf(text, HEADER, (name) => HEADER_NAME.test(name));
}

function* valuesOf(
  text: string,
  pattern: RegExp,
  isName: (name: string) => boolean = () => true,
): Generator<Span> {
  for (const match of text.matchAll(pattern)) {
    const { name = "" } = match.groups ?? {};
    const { a, b, c } = match.indices?.groups ?? {};
    const place = a ?? b ?? c;
    if (place === undefined || !isName(name) || !keyRule(name).isSensitive) continue;
    const [start, end] = trimmed(text, place);
    if (start < end && !SCHEME.test(text.slice(start, end)))
      yield { start, end, normalised: text.slice(start, end) };
  }
}

function trimmed(text: string, [start, end]: readonly [number, number]): [number, number] {
  const value = text.slice(start, end);
  const from = start + value.length - value.trimStart().length;
  return [from, from + value.trim().length];
}
