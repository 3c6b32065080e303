// What a record says of its fields, in the order of §4: each looked at once, as this runs for every call.
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { holdsToken } from "../redaction/token";
import type { DraftFields, Sourced } from "./draft";
import { FIELDS, type FieldName, type FieldState } from "./fields";

/** Values and native paths by name, and the states of those that are not `provided` (DECISIONS 31). */
export type Members = {
  readonly values: JsonObject;
  readonly sources: JsonObject;
  readonly states: JsonObject;
  readonly stateOf: (name: FieldName) => FieldState;
};

/** The members of a record that its fields make. */
export function membersOf(fields: DraftFields): Members {
  const values: Record<string, Json> = {};
  const sources: Record<string, Json> = {};
  const states: Partial<Record<FieldName, FieldState>> = {};
  for (const name of FIELDS) {
    const found = fields[name];
    if (!found) continue;
    values[name] = found.value;
    sources[name] = found.path;
    const state = stateOfSourced(found);
    if (state !== "provided") states[name] = state;
  }
  const stateOf = (name: FieldName) => states[name] ?? (fields[name] ? "provided" : "not_provided");
  return { values, sources, states: { ...states }, stateOf };
}

function stateOfSourced({ value, state }: Sourced): FieldState {
  if (typeof value === "number" || typeof value === "boolean") return state;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (!text.includes("[")) return state;
  if (text.includes("[redaction_failed:")) return "redaction_failed";
  return holdsToken(text) ? "redacted" : state;
}
