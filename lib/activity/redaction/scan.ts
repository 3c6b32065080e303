// gateway-logs §7.3: all that is found in one text, and the text with tokens in its places.
import type { CountryCode } from "libphonenumber-js";
import { type Detector, type DetectorType, glanceAt, type Span } from "./detector";
import { highEntropy } from "./entropy";
import { iban } from "./iban";
import type { KeyRule } from "./key-rules";
import { card, email, phoneOf, ssn } from "./personal";
import { awsKeyId, awsSecret, bearer, jwt, privateKey, urlPassword, vendorToken } from "./secrets";
import { BLOT, withoutTokens } from "./token";

/** In the order of their priority. */
const ALWAYS: readonly Detector[] = [
  privateKey,
  jwt,
  bearer,
  vendorToken,
  awsKeyId,
  awsSecret,
  urlPassword,
  email,
];
/** What ids and hashes are easily taken for. */
const DOUBTFUL: readonly Detector[] = [iban, card, ssn];
const INTERNATIONAL = phoneOf(null);

const ID_SHAPE = /^[A-Za-z0-9._:+/=-]{1,256}$/;
const UUID =
  /(?<![A-Za-z0-9])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![A-Za-z0-9])/gi;

export type Found = Span & { readonly type: DetectorType };

/**
 * What one look at a text finds, from left to right, without overlaps: the higher priority wins, then the longer, then the
 * first. `rule` is that of the member that holds the text; `country` is where numbers without a country code belong.
 */
export function findIn(text: string, rule: KeyRule, country: CountryCode | null): Found[] {
  const glance = glanceAt(text);
  const seen = withoutTokens(text);
  const found: Found[] = [];
  const look = ({ type, isWorthwhile, find }: Detector, at: string) => {
    if (!isWorthwhile(glance, at)) return;
    const spans = [...find(at)].map((span) => ({ ...span, type }));
    spans.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
    for (const span of spans) if (!found.some((other) => overlaps(span, other))) found.push(span);
  };
  for (const detector of ALWAYS) look(detector, seen);
  if (!(rule.isProtected && ID_SHAPE.test(text))) {
    const withoutIds = seen.replace(UUID, (id) => BLOT.repeat(id.length));
    for (const detector of DOUBTFUL) look(detector, withoutIds);
    look(rule.isPhone && country !== null ? phoneOf(country) : INTERNATIONAL, withoutIds);
    if (!rule.isIdentifier) look(highEntropy, withoutIds);
  }
  return found.sort((a, b) => a.start - b.start);
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
