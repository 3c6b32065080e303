// A record while an adapter puts it together: each value with where it came from. What is missing is not there.
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import type { FieldName, RecordKind } from "./fields";

/** A value and its native path, an RFC 6901 pointer into what the sender wrote. */
export type Sourced<T extends Json = Json> = {
  readonly value: T;
  readonly path: string;
  readonly state: "provided" | "derived" | "joined";
};

export type DraftFields = Readonly<Partial<Record<FieldName, Sourced>>>;

/** What tells a record from every other of its source: the sender's own unique id, or its place in the batch. */
export type NativeKey =
  | { readonly kind: "native"; readonly parts: readonly string[]; readonly version?: string }
  | { readonly kind: "position"; readonly position: number; readonly part?: number };

export type Draft = {
  readonly kind: RecordKind;
  readonly fields: DraftFields;
  readonly key: NativeKey;
  /** The wire records it is made of: the one that makes it a record first, then those that were joined. */
  readonly positions: readonly number[];
  readonly sequence: { readonly epoch: string | null; readonly seq: number } | null;
  /** What the sender is called in its own words, service.name and the like. */
  readonly gateway: string | null;
  /** The reply of the tool, of which a summary is kept alone. */
  readonly result?: Sourced;
  /** Members that no field of the record has a name for, such as `action` of a configuration change. */
  readonly more?: JsonObject;
  /** Where it lacks what another wire record knows of the call: how that one is recognised when it comes in a later request. */
  readonly ties?: readonly string[];
};

/** What a wire record that is no record of its own knows of a call that came in another request. */
export type Partner = {
  readonly position: number;
  /** It belongs to the call that has one of them. */
  readonly ties: readonly string[];
  /** The call began in this time, where that is known. Milliseconds since 1970. */
  readonly during: { readonly from: number; readonly to: number } | null;
  readonly fields: DraftFields;
};

/** The fields that have a value. */
export function fieldsOf(
  fields: Readonly<Partial<Record<FieldName, Sourced | undefined>>>,
): DraftFields {
  return Object.fromEntries(Object.entries(fields).filter(([, found]) => found !== undefined));
}

/** A value made from another. */
export function derived<T extends Json>(
  from: Sourced | undefined,
  value: T,
): Sourced<T> | undefined {
  return from && { value, path: from.path, state: "derived" };
}

/** What another wire record knows of the same call, for fields that the first one lacks. */
export function joined(first: DraftFields, other: DraftFields, from: number): DraftFields {
  const added = Object.entries(other).map(([name, found]) => [
    name,
    { ...found, state: "joined" as const, path: `${from}:${found.path}` },
  ]);
  return { ...Object.fromEntries(added), ...first };
}
