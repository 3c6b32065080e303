// gateway-logs §7: deterministic redaction of a whole payload before anything of it is stored. Same input, same key, same
// output, byte for byte; redacting twice changes nothing; what cannot be looked through is not kept.

import type { CountryCode } from "libphonenumber-js";
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { parseLossless } from "@/lib/ledger/lossless-json";
import type { DetectorType } from "./detector";
import { type KeyRule, keyRule, NO_RULE } from "./key-rules";
import { type Found, findIn } from "./scan";
import { isSettled, type TokenKey, tokenOf, withoutTokens } from "./token";

/** Changes whenever the same input may come out otherwise. Stored with every record. */
export const REDACTION_VERSION = "2";

/** What was replaced, by detector; `key_rule` counts values that only the name of their member gave away. */
export type RedactionType = DetectorType | "key_rule";
export type RedactionCounts = Readonly<Partial<Record<RedactionType, number>>>;

/** Why a value is missing that could not be looked through. */
export type RedactionFailure = "depth" | "limit" | "deadline" | "exception";

export type Redacted = {
  readonly value: Json;
  readonly counts: RedactionCounts;
  /** `failed`: at least one value was left out, and says why in its place. */
  readonly state: "complete" | "failed";
};

export type RedactionRules = {
  readonly key: TokenKey;
  /** Where numbers without a country code belong, in members that are named like a phone. */
  readonly country?: CountryCode | null;
  /** Asked before each text; once it answers true, the rest is left out. */
  readonly isOver?: () => boolean;
};

/** What a token says of a value that only its name gave away. */
const SECRET = "secret";
const MAX_DEPTH = 32;
const MAX_TEXT = 65_536;
const MIN_DIGITS = 9;
// Names in which nothing was found, whatever the key: remembered while there are few.
const CLEAN = new Set<string>();
const CLEAN_MAX = 10_000;
const CLEAN_LENGTH = 64;
// Each look finds what stands beside the tokens of the one before; hostile text could ask for many.
const MAX_LOOKS = 16;

/** Redacts a value. Never throws: what fails is replaced by `[redaction_failed:<reason>]`. */
export function redact(value: Json, rules: RedactionRules): Redacted {
  const walk = new Walk(rules);
  const redacted = walk.value(value, NO_RULE, 0);
  return { value: redacted, counts: walk.counts, state: walk.hasFailed ? "failed" : "complete" };
}

class Walk {
  readonly #rules: RedactionRules;
  readonly counts: Partial<Record<RedactionType, number>> = {};
  hasFailed = false;

  constructor(rules: RedactionRules) {
    this.#rules = rules;
  }

  value(value: Json, rule: KeyRule, depth: number): Json {
    if (typeof value === "string") return this.#text(value, rule, depth);
    if (typeof value === "number") return this.#number(value, rule);
    if (typeof value === "boolean") return rule.isSensitive ? this.#secret(String(value)) : value;
    if (value === null) return null;
    if (depth >= MAX_DEPTH) return this.#failed("depth");
    return isList(value)
      ? value.map((item) => this.value(item, rule, depth + 1))
      : this.#object(value, rule, depth + 1);
  }

  // A sensitive name speaks for all that lies below it; any other speaks for its own value.
  #object(value: JsonObject, rule: KeyRule, depth: number): JsonObject {
    const members = new Map<string, Json>();
    const told = nameTold(value);
    for (const [name, member] of Object.entries(value)) {
      // A token in a name says what was in it, and nothing of its value.
      const own = name === "value" && told !== null ? told : name;
      const inner = rule.isSensitive ? rule : keyRule(withoutTokens(own));
      members.set(unusedName(members, this.#name(name)), this.value(member, inner, depth));
    }
    return Object.fromEntries(members);
  }

  // A map may be keyed by e-mail address. Most names come with every record and are clean.
  #name(name: string): string {
    if (CLEAN.has(name)) return name;
    if (name.length > MAX_TEXT) return this.#failed("limit");
    const scanned = this.#scanned(name, NO_RULE);
    if (scanned === name && name.length <= CLEAN_LENGTH && CLEAN.size < CLEAN_MAX) CLEAN.add(name);
    return scanned;
  }

  #text(text: string, rule: KeyRule, depth: number): string {
    if (text === "" || isSettled(text)) return text;
    if (rule.isSensitive) return this.#secret(text);
    if (text.length > MAX_TEXT) return this.#failed("limit");
    const inner = innerJson(text);
    if (inner !== null) return JSON.stringify(this.value(inner, rule, depth));
    return this.#scanned(text, rule);
  }

  #number(value: number, rule: KeyRule): Json {
    const text = String(value);
    if (rule.isSensitive) return this.#secret(text);
    const digits = text.replace(/[^0-9]/g, "").length;
    if (digits < MIN_DIGITS) return value;
    const scanned = this.#scanned(text, rule);
    return scanned === text ? value : scanned;
  }

  #secret(text: string): string {
    this.#count("key_rule");
    return tokenOf(this.#rules.key, SECRET, text.normalize("NFKC"));
  }

  #scanned(text: string, rule: KeyRule): string {
    if (this.#rules.isOver?.()) return this.#failed("deadline");
    try {
      return this.#settled(isAscii(text) ? text : text.toWellFormed().normalize("NFKC"), rule);
    } catch {
      return this.#failed("exception");
    }
  }

  #settled(text: string, rule: KeyRule): string {
    let settled = text;
    for (let look = 0; look < MAX_LOOKS; look += 1) {
      const found = findIn(settled, rule, this.#rules.country ?? null);
      if (found.length === 0) return settled;
      settled = this.#replaced(settled, found);
    }
    return this.#failed("limit");
  }

  #replaced(text: string, found: readonly Found[]): string {
    const parts: string[] = [];
    let from = 0;
    for (const { start, end, type, normalised } of found) {
      this.#count(type);
      const token = tokenOf(this.#rules.key, type === "key_rule" ? SECRET : type, normalised);
      parts.push(text.slice(from, start), token);
      from = end;
    }
    return [...parts, text.slice(from)].join("");
  }

  #count(type: RedactionType): void {
    this.counts[type] = (this.counts[type] ?? 0) + 1;
  }

  #failed(reason: RedactionFailure): string {
    this.hasFailed = true;
    return `[redaction_failed:${reason}]`;
  }
}

/** What `value` is called in `{"name": "Cookie", "value": "x"}`, as headers, cookies and attributes are listed; null where nobody says. */
function nameTold({ name, key }: JsonObject): string | null {
  const told = key ?? name;
  return typeof told === "string" && told.length <= CLEAN_LENGTH ? told : null;
}

function isList(value: readonly Json[] | JsonObject): value is readonly Json[] {
  return Array.isArray(value);
}

function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text);
}

/** The object or list that a text is, or null. */
function innerJson(text: string): Json {
  const trimmed = text.trim();
  if (trimmed.length >= MAX_TEXT || !/^[{[]/.test(trimmed)) return null;
  return parseLossless(trimmed) ?? null; // an id of 20 digits keeps them
}

/** Two names may come out the same. Neither value is dropped. */
function unusedName(members: ReadonlyMap<string, Json>, name: string): string {
  if (!members.has(name)) return name;
  let at = 2;
  while (members.has(`${name}#${at}`)) at += 1;
  return `${name}#${at}`;
}
