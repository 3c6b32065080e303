// gateway-logs §7.2: what the name of a member says about its value.

/** `isSensitive`: every scalar below becomes a token. The others spare ids and hashes the detectors that would take them for secrets. */
export type KeyRule = {
  readonly isSensitive: boolean;
  readonly isProtected: boolean;
  readonly isIdentifier: boolean;
  readonly isPhone: boolean;
};

const SENSITIVE = new Set(
  `password passwd pwd passphrase secret apikey authorization cookie credential credentials privatekey clientsecret
   accesstoken refreshtoken idtoken sessiontoken authtoken token otp cvv cvc ssn passwords secrets apikeys cookies`.split(
    /\s+/,
  ),
);
const HARMLESS_LAST = new Set(
  `count limit max min tokens usage type length budget id ids uuid name alias email route mode method scope`.split(
    " ",
  ),
);
const HARMLESS = new Set(["progress", "page"]);
const PROTECTED = new Set(
  `traceid spanid parentspanid traceparent correlationid requestid sessionid commit revision`.split(
    " ",
  ),
);
const PROTECTED_LAST = new Set(`hash digest checksum fingerprint etag sha sha1 sha256`.split(" "));
const IDENTIFIER_LAST = new Set(["id", "ids", "uuid", "guid"]);
const PHONE = new Set(["phone", "mobile", "fax", "tel", "telephone", "msisdn", "cell"]);

/** What no name says anything about: the outermost value. */
export const NO_RULE: KeyRule = {
  isSensitive: false,
  isProtected: false,
  isIdentifier: false,
  isPhone: false,
};

const known = new Map<string, KeyRule>();
const KNOWN_MAX = 10_000;

/** The rule of a name. Names repeat in every record, so they are remembered. */
export function keyRule(name: string): KeyRule {
  const found = known.get(name);
  if (found) return found;
  const rule = ruleOf(wordsOf(name));
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(name, rule);
  return rule;
}

/** Lower-case words of a name, split at case changes and at what is neither letter nor digit. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

function ruleOf(words: readonly string[]): KeyRule {
  const last = words.at(-1) ?? "";
  const whole = words.join("");
  const isSensitive =
    !isHarmless(words, last) &&
    words.some((word, at) => SENSITIVE.has(word) || SENSITIVE.has(word + (words[at + 1] ?? "")));
  return {
    isSensitive,
    isProtected: PROTECTED.has(whole) || PROTECTED_LAST.has(last),
    isIdentifier: IDENTIFIER_LAST.has(last) || whole === "idempotencykey",
    isPhone: words.some((word) => PHONE.has(word)),
  };
}

function isHarmless(words: readonly string[], last: string): boolean {
  return (
    HARMLESS_LAST.has(last) ||
    words.some((word) => HARMLESS.has(word)) ||
    (last === "hash" && words.includes("key"))
  );
}
