// gateway-logs §7.3: all that is found in one text, and the text with tokens in its places.
import type { CountryCode } from "libphonenumber-js";
import { assignmentsIn } from "./assignment";
import { type Detector, type DetectorType, glanceAt, type Span } from "./detector";
import { highEntropy } from "./entropy";
import { iban } from "./iban";
import type { KeyRule } from "./key-rules";
import { type Unescaped, unescapedFrom } from "./percent";
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

/** `key_rule`: the name before it gives it away. */
export type Found = Span & { readonly type: DetectorType | "key_rule" };

/**
 * What one look at a text finds, from left to right, without overlaps: the higher priority wins, then the longer, then the
 * first. `rule` is that of the member that holds the text; `country` is where numbers without a country code belong.
 */
export function findIn(text: string, rule: KeyRule, country: CountryCode | null): Found[] {
  const found = foundIn(text, rule, country);
  const meant = unescapedFrom(text);
  if (meant === null) return inOrder(found);
  const all = foundIn(meant.text, rule, country).map((one) => ({
    ...one,
    start: meant.at[one.start] ?? 0,
    end: endIn(meant, one),
  }));
  for (const one of found) if (!all.some((other) => overlaps(one, other))) all.push(one);
  return inOrder(all);
}

function foundIn(text: string, rule: KeyRule, country: CountryCode | null): Found[] {
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
  const isId = ID_SHAPE.test(text);
  if (!(rule.isProtected && isId)) {
    const withoutIds = seen.replace(UUID, (id) => BLOT.repeat(id.length));
    for (const detector of DOUBTFUL) look(detector, withoutIds);
    look(rule.isPhone && country !== null ? phoneOf(country) : INTERNATIONAL, withoutIds);
    // A sentence under the name of an id is none.
    if (!(rule.isIdentifier && isId)) look(highEntropy, withoutIds);
  }
  return withAssignments(found, seen);
}

/** A named value goes as a whole: what was found inside it would leave the rest of it. */
function withAssignments(found: readonly Found[], seen: string): Found[] {
  const spans = [...assignmentsIn(seen)];
  if (spans.length === 0) return [...found];
  const all = new Set(found);
  const taken: (Found | undefined)[] = new Array(seen.length);
  const take = (one: Found) => taken.fill(one, one.start, one.end);
  for (const one of found) take(one);
  for (const span of spans) {
    const within = new Set(taken.slice(span.start, span.end));
    within.delete(undefined);
    const isMore = [...within].every((other) => !other || isPart(other, span));
    if (!isMore) continue;
    for (const other of within) if (other) all.delete(other);
    const named: Found = { ...span, type: "key_rule" };
    all.add(named);
    take(named);
  }
  return [...all];
}

/** Whether it lies within the other one, and is less. */
function isPart(one: Span, whole: Span): boolean {
  const isWithin = whole.start <= one.start && one.end <= whole.end;
  return isWithin && (whole.start < one.start || one.end < whole.end);
}

function inOrder(found: Found[]): Found[] {
  return found.sort((a, b) => a.start - b.start);
}

/** An escape that stands for more than one unit goes as a whole. */
function endIn({ at }: Unescaped, { end }: Span): number {
  const last = at[end - 1] ?? 0;
  let unit = end;
  while (unit < at.length - 1 && (at[unit] ?? 0) <= last) unit += 1;
  return at[unit] ?? 0;
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
