// The rules of expected.json, as the README of the samples states them.
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { isJsonObject } from "@/lib/ledger/json-shape";

const NOT_PROVIDED = "not_provided";

/** How stored records differ from the expected ones, a sentence each; none where they are what was expected. */
export function differences(
  expected: readonly JsonObject[],
  stored: readonly JsonObject[],
): string[] {
  const counts =
    expected.length === stored.length
      ? []
      : [`expected ${expected.length} records, stored ${stored.length}`];
  const each = expected.flatMap((record, at) => {
    const found = stored[at];
    return found ? recordDifferences(record, found).map((says) => `record ${at}: ${says}`) : [];
  });
  return [...counts, ...each];
}

function recordDifferences(expected: JsonObject, stored: JsonObject): string[] {
  return Object.entries(expected)
    .filter(([name]) => !name.startsWith("_"))
    .flatMap(([name, value]) => {
      const isMet = holds(name, value, stored);
      const was = JSON.stringify(valueAt(stored, name));
      return isMet ? [] : [`${name}: expected ${JSON.stringify(value)}, stored ${was}`];
    });
}

function holds(name: string, expected: Json, stored: JsonObject): boolean {
  if (name === "correlation_id") return idsOf(stored).some(({ value }) => value === expected);
  if (name === "native_id") {
    return idsOf(stored).some(({ kind, value }) => kind === "native_id" && value === expected);
  }
  const value = valueAt(stored, name);
  if (expected === NOT_PROVIDED) return value === undefined && isNotProvided(stored, name);
  return value !== undefined && matches(expected, value);
}

// A field that is missing and is not named among the states has the state not_provided.
function isNotProvided({ field_state: states }: JsonObject, name: string): boolean {
  const state = isJsonObject(states) ? states[name] : undefined;
  return state === undefined || state === NOT_PROVIDED;
}

function matches(expected: Json, value: Json): boolean {
  if (isJsonObject(expected)) {
    if (typeof expected.$token === "string") return isToken(expected.$token, value);
    const names = Object.keys(expected);
    return (
      isJsonObject(value) &&
      names.length === Object.keys(value).length &&
      names.every((name) => matches(expected[name] ?? null, value[name] ?? null))
    );
  }
  if (!Array.isArray(expected)) return expected === value;
  const items: readonly Json[] = expected;
  if (!Array.isArray(value) || value.length !== items.length) return false;
  return items.every((item, at) => matches(item, value[at]));
}

function isToken(type: string, value: Json): boolean {
  const token = /^\[([a-z_]+):[a-z0-9]+:[a-z2-7]{26}\]$/.exec(
    typeof value === "string" ? value : "",
  );
  return token?.[1] === type;
}

/** A member by its name, also where a dot leads into another one: `policy.action`. */
function valueAt(record: JsonObject, name: string): Json | undefined {
  if (Object.hasOwn(record, name)) return record[name];
  const [first = "", ...rest] = name.split(".");
  const inner = record[first];
  return rest.length > 0 && inner !== undefined && isJsonObject(inner)
    ? valueAt(inner, rest.join("."))
    : undefined;
}

function idsOf({ correlation_ids: ids }: JsonObject): readonly JsonObject[] {
  return Array.isArray(ids) ? ids.filter((id: Json) => isJsonObject(id)) : [];
}

const TOKEN = /\[([a-z_]+):[a-z0-9]+:[a-z2-7]{26}\]/g;

/** What a token of this type is counted as: it was made because of its key. */
const DETECTOR = new Map([["secret", "key_rule"]]);

/** How what redaction made of a text differs from the detectors that were expected; null where it does not. */
export function redactionDifference(
  { input, expected }: { readonly input: Json; readonly expected: readonly string[] },
  stored: Json | undefined,
): string | null {
  const text = typeof stored === "string" ? stored : JSON.stringify(stored ?? null);
  const found = [...text.matchAll(TOKEN)].map(([, type = ""]) => DETECTOR.get(type) ?? type);
  if (found.sort().join() !== [...expected].sort().join()) {
    return `expected [${expected.join(", ")}], replaced [${found.join(", ")}]`;
  }
  const isSame = stored !== undefined && matches(input, stored);
  return expected.length === 0 && !isSame ? `changed to ${text}` : null;
}
