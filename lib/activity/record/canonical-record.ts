// gateway-logs §4: canonical record v1, as it stands in `data` of a leaf of the `calls` log. It depends on nothing but what was
// sent, the mapping and the redaction key: the same batch sent again is a duplicate, never a conflict.
import { hash } from "node:crypto";
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { isJsonObject } from "@/lib/ledger/json-shape";
import type { RedactionCounts } from "../redaction/redact";
import { REDACTION_VERSION } from "../redaction/redact";
import { keyedHash, type TokenKey } from "../redaction/token";
import { completenessOf } from "./completeness";
import { argumentFacts, resultFacts } from "./contents";
import type { Draft, DraftFields, NativeKey, Sourced } from "./draft";
import { FIELDS, type FieldName, type FieldState } from "./fields";
import { type Members, membersOf } from "./members";
import { fitting } from "./shortened";
import { storable } from "./storable";

export const RECORD_VERSION = "1";

/** What is known of a record beside what its sender wrote of the call. */
export type RecordContext = {
  readonly source: {
    readonly id: string;
    readonly adapter: string;
    readonly adapterVersion: string;
    readonly transport: string;
  };
  /** HMAC of the body of the request: with the position, what tells records without an id of their own apart. */
  readonly batch: string;
  readonly raw: Uint8Array;
  readonly redaction: { readonly counts: RedactionCounts; readonly state: "complete" | "failed" };
  readonly key: TokenKey;
  /** Row 43: what is configured of the source, or of the server the record names. */
  readonly placeOf: (server: string | null) => {
    environment: string | null;
    region: string | null;
  };
};

export type CanonicalRecord = {
  /** The `key` of the ledger event, unless it turns out to be a later version of what is there under it. */
  readonly key: string;
  /** What tells the versions of a record apart whose sender writes it again; null where there is but one. */
  readonly content: string | null;
  readonly sequence: Draft["sequence"];
  readonly data: JsonObject;
};

/** The record of a draft. */
export function toRecord(draft: Draft, context: RecordContext): CanonicalRecord {
  const fields = withPlace(withContents(draft, context), context);
  const key = ledgerKeyOf(context.source.id, draft.key, context.batch);
  const content = draft.key.kind === "native" ? (draft.key.version ?? null) : null;
  const { source } = context;
  const parts = { fields, more: storableMembers(draft.more) };
  return {
    key,
    content,
    sequence: draft.sequence,
    data: fitting(parts, (fitted) => {
      const members = membersOf(fitted.fields);
      return {
        ...fitted.more,
        ...members.values,
        schema_version: RECORD_VERSION,
        kind: draft.kind,
        record_id: recordIdOf(source.id, key),
        idempotency_key: key,
        ...(content === null ? {} : { version: 1, content_version: content }),
        source: {
          id: source.id,
          gateway: draft.gateway?.slice(0, MAX_NAME).toWellFormed() ?? null,
          adapter: source.adapter,
          adapter_version: source.adapterVersion,
          transport: source.transport,
        },
        field_state: members.states,
        field_source: members.sources,
        joined_from: draft.positions.slice(1, 1 + MAX_JOINED),
        redaction: {
          policy_version: REDACTION_VERSION,
          key_id: context.key.id,
          counts: { ...context.redaction.counts },
          state: context.redaction.state,
        },
        raw: rawOf(context),
        completeness: { ...completeness(fitted.fields, members) },
      };
    }),
  };
}

// What a sender may make longer than a record has room for.
const MAX_NAME = 256;
const MAX_JOINED = 100;

function rawOf({ key, raw }: RecordContext): JsonObject {
  return { hmac: keyedHash(key, "raw", raw), bytes: raw.length };
}

/** State of a field of a stored record. Those that are `provided` are not named, and those that are missing are not there. */
export function stateOf(data: JsonObject, name: FieldName): FieldState {
  const states = data.field_state;
  const state = isJsonObject(states) ? states[name] : undefined;
  if (isState(state)) return state;
  return data[name] === undefined ? "not_provided" : "provided";
}

/** Row 3: SHA-256 of what tells this record from every other of its source, as lower-case hex. */
export function ledgerKeyOf(source: string, key: NativeKey, batch: string): string {
  const parts =
    key.kind === "native"
      ? ["native", source, ...key.parts]
      : ["position", source, batch, String(key.position), String(key.part ?? 0)];
  return hash("sha256", parts.join("\0"), "hex");
}

/** Row 2: a UUID (RFC 9562 version 8) of SHA-256(source ‖ 0x00 ‖ ledger key): each version of a record has its own. */
export function recordIdOf(source: string, ledgerKey: string): string {
  const digest = hash("sha256", `${source}\0${ledgerKey}`, "hex");
  const variant = ((Number.parseInt(digest.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  const parts = [digest.slice(0, 8), digest.slice(8, 12), `8${digest.slice(13, 16)}`];
  return [...parts, variant + digest.slice(17, 20), digest.slice(20, 32)].join("-");
}

function withPlace(fields: DraftFields, { placeOf }: RecordContext): DraftFields {
  const server = fields["mcp.server.name"]?.value;
  const { environment, region } = placeOf(typeof server === "string" ? server : null);
  const configured = (value: string | null): Sourced | undefined =>
    value === null ? undefined : { value, path: "source", state: "derived" };
  const place = { environment: configured(environment), region: configured(region) };
  return {
    ...(place.environment ? { environment: place.environment } : {}),
    ...(place.region ? { region: place.region } : {}),
    ...fields,
  };
}

/** Everything as the ledger takes it, and what is said of arguments and reply in their place. */
function withContents(draft: Draft, { key }: RecordContext): DraftFields {
  const fields: Partial<Record<FieldName, Sourced>> = {};
  for (const name of FIELDS) {
    const found = draft.fields[name];
    if (!found) continue;
    const { value, path, state } = found;
    fields[name] = { value: storable(value), path: path.toWellFormed(), state };
  }
  const result = draft.result && { ...draft.result, value: storable(draft.result.value) };
  return { ...resultFacts(result, key), ...argumentFacts(fields, key), ...fields };
}

function storableMembers(members: JsonObject = {}): JsonObject {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [name.toWellFormed(), storable(value)]),
  );
}

function completeness(fields: DraftFields, { stateOf }: Members) {
  const textOf = (name: FieldName): string | null => {
    const value = fields[name]?.value;
    return typeof value === "string" ? value : null;
  };
  return completenessOf({
    stateOf,
    precision: textOf("time_precision"),
    clock: textOf("clock_source"),
    outcome: textOf("outcome"),
    correlationKinds: correlationKindsOf(fields.correlation_ids?.value),
  });
}

/** The kinds of ids of a record. */
export function correlationKindsOf(ids: Json | undefined): string[] {
  if (!Array.isArray(ids)) return [];
  return ids.flatMap((id: Json) =>
    isJsonObject(id) && typeof id.kind === "string" ? [id.kind] : [],
  );
}

function isState(value: Json | undefined): value is FieldState {
  return (
    value === "derived" ||
    value === "joined" ||
    value === "redacted" ||
    value === "redaction_failed"
  );
}
