// What people search a call by, read off its entry. A pure function of the entry: rows can be lost and made again.

import { fromHex } from "@/lib/ledger/bytes";
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { isInstant } from "@/lib/ledger/instant";
import { isJsonObject } from "@/lib/ledger/json-shape";
import { GROUPS } from "../record/completeness";

/** An entry of the calls log, as far as a row depends on it. */
export type CallEntry = {
  readonly idx: bigint;
  readonly type: string;
  readonly key: string;
  readonly src: { readonly id: string; readonly epoch?: string; readonly seq?: number };
  readonly ts: string;
  readonly data: JsonObject;
};

/** Columns of `ledger_calls` beyond those of every entry, in their order there. */
export const CALL_COLUMNS = [
  "kind",
  "at",
  "record_id",
  "version",
  "corrects",
  "call_key",
  "agent",
  "credential",
  "person",
  "server",
  "operation",
  "environment",
  "region",
  "outcome",
  "duration_ms",
  "address",
  "trace_id",
  "correlation",
  "completeness",
  "epoch",
  "seq",
] as const;

type Text = string | null;

/** What the row of a record says. `at` is an ISO instant in UTC; bit i-1 of `completeness` is set where group Gi is full. */
export type CallColumns = {
  readonly kind: string;
  readonly at: string;
  readonly record_id: Text;
  readonly version: number | null;
  readonly corrects: bigint | null;
  readonly call_key: Uint8Array | null;
  readonly agent: Text;
  readonly credential: Text;
  readonly person: Text;
  readonly server: Text;
  readonly operation: Text;
  readonly environment: Text;
  readonly region: Text;
  readonly outcome: Text;
  readonly duration_ms: number | null;
  readonly address: Text;
  readonly trace_id: Uint8Array | null;
  readonly correlation: Text;
  readonly completeness: number | null;
  readonly epoch: Text;
  readonly seq: bigint | null;
};

/** Longer values are found by their beginning: an index bears no more. UTF-16 code units. */
const TEXT_MAX = 256;

/** Null for entries that are no record: what the ledger writes of itself. */
export function callColumns(entry: CallEntry): CallColumns | null {
  const { type, src, ts, data } = entry;
  const kind = type === RECORD_TYPE ? textOf(data.kind) : null;
  if (kind === null) return null;
  if (kind === HEARTBEAT) return { ...NOTHING, kind, at: instantOf(data.minute) ?? ts };
  return {
    kind,
    at: instantOf(data.occurred_at) ?? ts,
    record_id: matching(UUID, data.record_id),
    ...versionOf(entry),
    ...callerOf(data),
    server: textOf(data["mcp.server.name"]) ?? textOf(data["mcp.server.id"]),
    operation: textOf(data.operation),
    environment: textOf(data.environment),
    region: textOf(data.region),
    outcome: textOf(data.outcome),
    duration_ms: typeof data.duration_ms === "number" ? data.duration_ms : null,
    address: textOf(data["client.address"]),
    trace_id: bytesOf(matching(TRACE_ID, data.trace_id)),
    correlation: correlationOf(data.correlation_ids),
    completeness: completenessOf(data.completeness),
    epoch: textOf(src.epoch),
    seq: countOf(src.seq),
  };
}

const RECORD_TYPE = "call";
export const HEARTBEAT = "heartbeat";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TRACE_ID = /^[0-9a-f]{32}$/;
const SHA256 = /^[0-9a-f]{64}$/;

const NOTHING = {
  record_id: null,
  version: null,
  corrects: null,
  call_key: null,
  agent: null,
  credential: null,
  person: null,
  server: null,
  operation: null,
  environment: null,
  region: null,
  outcome: null,
  duration_ms: null,
  address: null,
  trace_id: null,
  correlation: null,
  completeness: null,
  epoch: null,
  seq: null,
} as const;

/** A person who let an agent act stands beside it; one who called without any stands in its place. */
function callerOf(data: JsonObject): Pick<CallColumns, "agent" | "credential" | "person"> {
  const user = textOf(data["user.id"]);
  const named = textOf(data["gen_ai.agent.id"]) ?? textOf(data["gen_ai.agent.name"]);
  const isNobody = NO_USER.has(textOf(data["caller.type"]) ?? "");
  return {
    agent: named ?? (isNobody ? null : user),
    credential: textOf(data.credential_id),
    person: textOf(data.on_behalf_of) ?? (named === null ? null : user),
  };
}

const NO_USER = new Set(["credential", "anonymous"]);

/** The key that versions of a record share is kept where there may be more than one: its sender writes it again, or it was amended. */
function versionOf({
  idx,
  key,
  data,
}: CallEntry): Pick<CallColumns, "version" | "corrects" | "call_key"> {
  const version = countOf(data.version);
  const corrected = countOf(data.corrects);
  const corrects = corrected !== null && corrected < idx ? corrected : null;
  const shared = matching(SHA256, data.idempotency_key);
  const isAlone =
    data.content_version === undefined && corrected === null && version === null && key === shared;
  return {
    version: version === null || version < 1n || version > VERSION_MAX ? 1 : Number(version),
    corrects,
    call_key: isAlone ? null : bytesOf(shared),
  };
}

const VERSION_MAX = 2n ** 31n - 1n;

/** The id that calls have in common, a session's where there is no better one. One of the record alone joins nothing. */
function correlationOf(ids: Json | undefined): string | null {
  if (!Array.isArray(ids)) return null;
  const known = ids.flatMap((id: Json) =>
    isJsonObject(id) && typeof id.kind === "string" && !OF_ONE_RECORD.has(id.kind) ? [id] : [],
  );
  const best = known.find(({ kind }) => kind !== SESSION) ?? known[0];
  return textOf(best?.value);
}

const OF_ONE_RECORD = new Set(["native_id", "jsonrpc_id", "idempotency_key"]);
const SESSION = "session_id";

function completenessOf(said: Json | undefined): number | null {
  if (!isJsonObject(said)) return null;
  return GROUPS.reduce(
    (bits, group, nth) => (said[group] === "full" ? bits | (1 << nth) : bits),
    0,
  );
}

/** PostgreSQL's text cannot hold U+0000. */
function textOf(value: Json | undefined): string | null {
  if (typeof value !== "string" || value === "") return null;
  const short = value.length > TEXT_MAX ? value.slice(0, TEXT_MAX).toWellFormed() : value;
  return short.includes("\0") ? short.replaceAll("\0", "\ufffd") : short;
}

function matching(form: RegExp, value: Json | undefined): string | null {
  const text = typeof value === "string" ? value.toLowerCase() : "";
  return form.test(text) ? text : null;
}

function bytesOf(hex: string | null): Uint8Array | null {
  return hex === null ? null : fromHex(hex);
}

function countOf(value: Json | undefined): bigint | null {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0
    ? BigInt(value)
    : null;
}

const FIRST_YEAR = "1970";
const LAST_YEAR = "9999";

/**
 * What is older than computers count is no time of a call, and PostgreSQL knows no year 0. The last year has no next one that four
 * digits tell: the end of a time that holds it could not be asked for.
 */
function instantOf(value: Json | undefined): string | null {
  const isTime = typeof value === "string" && isInstant(value);
  return isTime && value >= FIRST_YEAR && value < LAST_YEAR ? value : null;
}
