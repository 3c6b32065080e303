// gateway-logs §4, row 4 and 40: a stored record with what a partner knows that came later. What the record says itself stays.
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { isJsonObject } from "@/lib/ledger/json-shape";
import { correlationKindsOf, stateOf } from "../record/canonical-record";
import { completenessOf } from "../record/completeness";
import type { DraftFields, Partner, Sourced } from "../record/draft";
import { FIELDS, type FieldName } from "../record/fields";
import { storable } from "../record/storable";
import { holdsToken } from "../redaction/token";

/** The data of a record together with what a partner knows, or null where it knows nothing more. */
export function joinedRecord(
  data: JsonObject,
  { fields, hmac }: Pick<Partner, "fields"> & { readonly hmac: string },
): JsonObject | null {
  const added = FIELDS.flatMap((name): [FieldName, Sourced][] => {
    const found = fields[name];
    return found && data[name] === undefined && !isHalf(name, data) ? [[name, found]] : [];
  });
  if (added.length === 0) return null;
  const values = added.map(([name, { value }]) => [name, storable(value)] as const);
  const states = added.map(([name, found]) => [name, stateOfJoined(found)] as const);
  const sources = added.map(([name, { path }]) => [name, `late:${path}`] as const);
  const joined = {
    ...data,
    ...Object.fromEntries(values),
    field_state: { ...membersOf(data.field_state), ...Object.fromEntries(states) },
    field_source: { ...membersOf(data.field_source), ...Object.fromEntries(sources) },
    joined_raw: [hmac],
  };
  return { ...joined, completeness: { ...completenessIn(joined) } };
}

/** The fields of a stored record, as another one may be joined with them. */
export function fieldsOfRecord(data: JsonObject): DraftFields {
  const paths = membersOf(data.field_source);
  const found = FIELDS.flatMap((name): [FieldName, Sourced][] => {
    const value = data[name];
    return value === undefined
      ? []
      : [[name, { value, path: String(paths[name] ?? ""), state: "provided" }]];
  });
  return Object.fromEntries(found);
}

/** Port and source of an address that another one told say nothing of this one. */
function isHalf(name: FieldName, data: JsonObject): boolean {
  const isOfAddress = name === "client.port" || name === "client.address_source";
  return isOfAddress && data["client.address"] !== undefined;
}

function stateOfJoined({ value }: Sourced): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (text.includes("[redaction_failed:")) return "redaction_failed";
  return holdsToken(text) ? "redacted" : "joined";
}

function completenessIn(data: JsonObject) {
  const textOf = (name: FieldName) => {
    const value = data[name];
    return typeof value === "string" ? value : null;
  };
  return completenessOf({
    stateOf: (name) => stateOf(data, name),
    precision: textOf("time_precision"),
    clock: textOf("clock_source"),
    outcome: textOf("outcome"),
    correlationKinds: correlationKindsOf(data.correlation_ids),
  });
}

function membersOf(value: Json | undefined): JsonObject {
  return value !== undefined && isJsonObject(value) ? value : {};
}
