// gateway-logs §3.4: obot's audit events, the flat rows of older versions, and nanobot's reports, which look like those.
import type { JsonObject } from "@/lib/ledger/canonical-json";
import type { WireRecord } from "../decode/wire-record";
import { contentVersion } from "../record/content-version";
import { type Draft, type DraftFields, joined, type NativeKey } from "../record/draft";
import { has, type Picker, pick } from "../record/pick";
import { sequenceOf } from "../record/sequence";
import { retooled } from "../record/values";
import type { Adapter, Unreadable } from "./adapter";
import { eventFields, eventResult } from "./obot-event";
import { flatFields, flatKey, flatResult } from "./obot-flat";

/** `event`: since 0.23. `flat`: exports of 2025. `nanobot`: the same, with `metadata`. */
type Shape = "event" | "flat" | "nanobot";

const EVENTS = new Set<unknown>(["mcp_call", "local_agent_tool_call"]);

export const obot: Adapter = {
  kind: "obot",
  version: "1",
  recognises: ({ envelope, json }) => envelope === "json" && shapeOf(json) !== null,
  read: (records) => {
    const rows: Row[] = [];
    const quarantined: Unreadable[] = [];
    for (const record of records) {
      const row = rowOf(record);
      if (row) rows.push(row);
      else quarantined.push({ position: record.position, reason: NO_ROW });
    }
    return { drafts: paired(rows), skipped: [], quarantined };
  },
};

const NO_ROW = "This is no audit record of obot or nanobot: it has neither eventType nor callType.";

/** A wire record, with what tells which reply belongs to which request. */
type Row = {
  readonly draft: Draft;
  readonly json: JsonObject;
  readonly pair: string | null;
  readonly isReply: boolean;
};

function shapeOf(json: JsonObject): Shape | null {
  if (EVENTS.has(json.eventType)) return "event";
  if (typeof json.callType !== "string") return null;
  if (pick(json).text("/metadata/mcpID")) return "nanobot";
  return has(json, "mcpID") && has(json, "createdAt") ? "flat" : null;
}

function rowOf({ position, json }: WireRecord): Row | null {
  const shape = shapeOf(json);
  if (shape === null) return null;
  const at = pick(json);
  const isEvent = shape === "event";
  const fields = isEvent ? eventFields(at) : flatFields(at);
  const result = isEvent ? eventResult(at) : flatResult(at);
  const method = fields["mcp.method.name"]?.value;
  const isCall = method === "tools/call" || json.eventType === "local_agent_tool_call";
  const draft: Draft = {
    kind: isCall ? "tool_call" : "activity",
    key: keyOf(at, position, isEvent ? null : flatKey(at)),
    positions: [position],
    sequence: sequenceOf(at),
    gateway: shape === "nanobot" ? "nanobot" : "obot",
    fields,
    ...(result ? { result } : {}),
  };
  return { draft, json, pair: pairOf(fields), isReply: method === "response" };
}

/** Rows are written again when the reply arrives: the same id with other content is another version of the record. */
function keyOf(at: Picker, position: number, other: readonly string[] | null): NativeKey {
  const id = at.text("/id")?.value;
  const parts = id === undefined || id === "0" ? other : [id];
  return parts ? { kind: "native", parts } : { kind: "position", position };
}

/** JSON-RPC ids repeat from session to session, so one alone pairs nothing. */
function pairOf(fields: DraftFields): string | null {
  const session = fields["mcp.session.id"]?.value;
  const request = fields["jsonrpc.request.id"]?.value;
  if (typeof session !== "string" || typeof request !== "string") return null;
  return JSON.stringify([session, request]);
}

/** A reply that found no row of its request stands alone, unless that row is here and still waits for it. */
function paired(rows: readonly Row[]): Draft[] {
  const replies = new Map<string, Row>();
  for (const row of rows) if (row.isReply && row.pair !== null) replies.set(row.pair, row);
  const taken = new Set<Row>();
  const calls = rows.map((row) => {
    const reply = row.pair === null || row.isReply ? undefined : replies.get(row.pair);
    if (!reply || taken.has(reply) || !isWaiting(row)) return row;
    taken.add(reply);
    return withReply(row, reply);
  });
  return calls.filter((row) => !taken.has(row)).map(versioned);
}

function isWaiting({ draft }: Row): boolean {
  const outcome = draft.fields.outcome?.value;
  return draft.result === undefined && (outcome === undefined || outcome === "unknown");
}

function withReply(row: Row, reply: Row): Row {
  const { outcome: _, ...known } = row.draft.fields;
  const [from = 0] = reply.draft.positions;
  const { result } = reply.draft;
  const draft: Draft = {
    ...row.draft,
    fields: retooled(joined(known, reply.draft.fields, from)),
    positions: [...row.draft.positions, ...reply.draft.positions],
    ...(result ? { result } : {}),
  };
  return { ...row, draft, json: { request: row.json, reply: reply.json } };
}

function versioned({ draft, json }: Row): Draft {
  if (draft.key.kind === "position") return draft;
  return { ...draft, key: { ...draft.key, version: contentVersion(json) } };
}
