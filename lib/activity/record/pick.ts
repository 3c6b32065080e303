// Looking into what a sender wrote, member by member, with the path of what was found (house rule 28: it may be anything).
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { isJsonObject } from "@/lib/ledger/json-shape";
import type { Sourced } from "./draft";

// §4, rule (b): what senders write where they know nothing.
const NOTHING = new Set(["", "-", "unknown", "0.0.0.0"]);

/** A look into one JSON value. Every pointer is RFC 6901; what is not there, or not of that kind, is undefined. */
export type Picker = {
  readonly json: (pointer: string) => Sourced | undefined;
  /** A text that says something. A number becomes its decimal text. */
  readonly text: (pointer: string) => Sourced<string> | undefined;
  /** A finite number; a text that is one counts. */
  readonly number: (pointer: string) => Sourced<number> | undefined;
  readonly flag: (pointer: string) => Sourced<boolean> | undefined;
  readonly object: (pointer: string) => Picker | undefined;
  readonly list: (pointer: string) => readonly Picker[];
  readonly at: string;
  readonly value: Json;
};

/** `at`: the pointer of this value in the record, put before each path. */
export function pick(value: Json, at = ""): Picker {
  const json = (pointer: string): Sourced | undefined => {
    const found = follow(value, stepsOf(pointer));
    if (found === undefined || found === null) return undefined;
    return { value: found, path: at + pointer, state: "provided" };
  };
  return {
    ...{ json, at, value },
    text: (pointer) => textOf(json(pointer)),
    number: (pointer) => numberOf(json(pointer)),
    flag: (pointer) => flagOf(json(pointer)),
    object: (pointer) => {
      const found = json(pointer);
      return found && isJsonObject(found.value) ? pick(found.value, found.path) : undefined;
    },
    list: (pointer) => {
      const found = json(pointer);
      if (!found || !isList(found.value)) return [];
      return found.value.map((item, index) => pick(item, `${found.path}/${index}`));
    },
  };
}

/** The first that is there. */
export function firstOf<T extends Json>(
  ...found: readonly (Sourced<T> | undefined)[]
): Sourced<T> | undefined {
  return found.find((one) => one !== undefined);
}

function textOf(found: Sourced | undefined): Sourced<string> | undefined {
  const { value } = found ?? {};
  const text = typeof value === "number" ? String(value) : value;
  if (!found || typeof text !== "string" || NOTHING.has(text.trim())) return undefined;
  return { ...found, value: text };
}

function numberOf(found: Sourced | undefined): Sourced<number> | undefined {
  const { value } = found ?? {};
  const isNumeric = typeof value === "number" || (typeof value === "string" && NUMERIC.test(value));
  const number = isNumeric ? Number(value) : Number.NaN;
  return found && Number.isFinite(number) ? { ...found, value: number } : undefined;
}

const NUMERIC = /^-?[0-9]{1,20}(?:\.[0-9]{1,20})?(?:[eE][+-]?[0-9]{1,3})?$/;

function flagOf(found: Sourced | undefined): Sourced<boolean> | undefined {
  const { value } = found ?? {};
  const flag = typeof value === "boolean" ? value : FLAGS.get(value ?? "");
  return found && flag !== undefined ? { ...found, value: flag } : undefined;
}

const FLAGS = new Map<Json, boolean>([
  ["true", true],
  ["false", false],
  [1, true],
  [0, false],
]);

function follow(value: Json, steps: readonly string[]): Json | undefined {
  let here: Json | undefined = value;
  for (const step of steps) {
    if (isList(here)) here = /^(?:0|[1-9][0-9]{0,6})$/.test(step) ? here[Number(step)] : undefined;
    else if (isJsonObject(here)) here = Object.hasOwn(here, step) ? here[step] : undefined;
    else return undefined;
  }
  return here;
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

const known = new Map<string, readonly string[]>();
const KNOWN_MAX = 10_000;

/** RFC 6901 §3 and §4. Adapters ask for the same few pointers again and again. */
export function stepsOf(pointer: string): readonly string[] {
  const remembered = known.get(pointer);
  if (remembered) return remembered;
  const steps = pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(pointer, steps);
  return steps;
}

/** The pointer of a member whose name may hold any character. */
export function memberOf(name: string): string {
  return `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** Whether an object has a member of this name, whatever its value. */
export function has(json: JsonObject, name: string): boolean {
  return Object.hasOwn(json, name);
}
