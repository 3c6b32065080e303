// House rule 28: hostile JSON gets a type by being looked at, member by member. Unknown members are ignored (ledger.md §3.1).
import { fromBase64 } from "./base64";
import type { Json, JsonObject } from "./canonical-json";
import { isHash } from "./hash";
import { isInstant } from "./instant";

/** Says whether a value has a shape. `undefined` is a member that is missing. */
export type Guard<T extends Json> = (json: Json | undefined) => json is T;
export type Guarded<G> = G extends Guard<infer T> ? T : never;

export function isJsonObject(json: Json | undefined): json is JsonObject {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

/** An integer from 0 to 2^53−1. */
export function isCount(json: Json | undefined): json is number {
  return typeof json === "number" && Number.isSafeInteger(json) && json >= 0;
}

export function isText(json: Json | undefined): json is string {
  return typeof json === "string";
}

export function isFlag(json: Json | undefined): json is boolean {
  return typeof json === "boolean";
}

export function isInstantText(json: Json | undefined): json is string {
  return typeof json === "string" && isInstant(json);
}

/** Base64 of 32 bytes. */
export function isHashText(json: Json | undefined): json is string {
  const bytes = typeof json === "string" ? fromBase64(json) : null;
  return bytes !== null && isHash(bytes);
}

/** One of these values and no other. */
export function isOneOf<const T extends string | number | boolean>(values: readonly T[]) {
  return (json: Json | undefined): json is T => values.some((value) => value === json);
}

export function isNullOr<T extends Json>(guard: Guard<T>) {
  return (json: Json | undefined): json is T | null => json === null || guard(json);
}

export function isListOf<T extends Json>(guard: Guard<T>) {
  return (json: Json | undefined): json is readonly T[] =>
    Array.isArray(json) && json.every((item) => guard(item));
}

/** An object that may have any names, with values of one shape. */
export function isRecordOf<T extends Json>(guard: Guard<T>) {
  return (json: Json | undefined): json is { readonly [name: string]: T } =>
    isJsonObject(json) && Object.values(json).every((value) => guard(value));
}

/** An object with these members. */
export function isObjectOf<G extends Readonly<Record<string, Guard<Json>>>>(guards: G) {
  return (json: Json | undefined): json is { readonly [Name in keyof G]: Guarded<G[Name]> } =>
    isJsonObject(json) && Object.entries(guards).every(([name, guard]) => guard(json[name]));
}
