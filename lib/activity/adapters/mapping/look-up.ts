// gateway-logs §5.1: how the pointers, conditions and transforms of a mapping find their values in a record.
import type { Json } from "@/lib/ledger/canonical-json";
import { isJsonObject } from "@/lib/ledger/json-shape";
import { derived, type Sourced } from "../../record/draft";
import { memberOf, type Picker, pick, stepsOf } from "../../record/pick";
import { durationFrom, durationOf } from "../../record/values";
import { unwrapped } from "../json-rpc";
import type { Condition, MappedValue } from "./mapping";

/** A record, and the item of it that is read where it is taken apart. */
export type Place = { readonly record: Picker; readonly item: Picker | null };

/** What stands at a pointer, and says something. JSON texts on the way are looked into. */
export function lookUp(place: Place, pointer: string): Picker | undefined {
  const isInItem = pointer.startsWith("@");
  const within = isInItem ? (place.item ?? place.record) : place.record;
  return reach(within, isInItem ? pointer.slice(1) : pointer);
}

function reach(at: Picker, pointer: string): Picker | undefined {
  const found = at.json(pointer);
  if (found) {
    const isText = typeof found.value === "string";
    return isText && !at.text(pointer) ? undefined : pick(found.value, found.path);
  }
  const steps = stepsOf(pointer);
  for (let taken = 1; taken < steps.length; taken += 1) {
    const outer = at.json(steps.slice(0, taken).map(memberOf).join(""));
    const inner = typeof outer?.value === "string" ? unwrapped(outer) : undefined;
    if (!inner || typeof inner.value === "string") continue;
    return reach(pick(inner.value, inner.path), steps.slice(taken).map(memberOf).join(""));
  }
  return undefined;
}

export function holds(place: Place, conditions: readonly Condition[] | undefined): boolean {
  return (conditions ?? []).every((condition) => {
    const found = lookUp(place, condition.at);
    if (condition.exists !== undefined) return condition.exists === (found !== undefined);
    const said = found?.text("")?.value ?? found?.value;
    if (condition.starts_with !== undefined) {
      return typeof said === "string" && said.startsWith(condition.starts_with);
    }
    const wanted = [condition.is].flat();
    return said !== undefined && wanted.some((one) => one === said || String(one) === said);
  });
}

/** The value that a mapping names, in the form that its transform gives it. */
export function foundAt(place: Place, mapped: MappedValue | undefined): Sourced | undefined {
  if (mapped === undefined) return undefined;
  if (typeof mapped === "string") return sourced(lookUp(place, mapped));
  if (!holds(place, mapped.when)) return undefined;
  if (mapped.const !== undefined) {
    return { value: mapped.const, path: "mapping", state: "derived" };
  }
  if (mapped.rest) return restOf(place, mapped.rest.except);
  if (mapped.first_of) {
    for (const one of mapped.first_of) {
      const found = foundAt(place, one);
      if (found) return found;
    }
  }
  return mapped.from ? transformed(lookUp(place, mapped.from), mapped.transform) : undefined;
}

function sourced(at: Picker | undefined): Sourced | undefined {
  return at?.json("");
}

const TIMES: ReadonlyMap<string, number> = new Map([
  ["ms", 1],
  ["s", 1000],
  ["float_s", 1000],
  ["ns", 1e-6],
]);

function transformed(at: Picker | undefined, transform: string | undefined): Sourced | undefined {
  const times = TIMES.get(transform ?? "");
  if (times !== undefined) return durationOf(at?.number(""), times);
  if (transform === "duration_str") return durationFrom(at?.text(""));
  return transform === "json_parse" ? unwrapped(sourced(at)) : sourced(at);
}

/** Senders that lay the arguments of a call out as members of the record. */
function restOf({ record, item }: Place, except: readonly string[]): Sourced | undefined {
  const of = item ?? record;
  if (!isJsonObject(of.value)) return undefined;
  const isLeft = ([name, member]: readonly [string, Json]) =>
    member !== null && !except.includes(name);
  const rest = Object.fromEntries(Object.entries(of.value).filter(isLeft));
  return Object.keys(rest).length === 0 ? undefined : derived(of.json(""), rest);
}
