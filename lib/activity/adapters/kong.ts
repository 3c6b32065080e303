// gateway-logs §3.8: the log of Kong's ai-mcp-proxy. One HTTP request carries any number of JSON-RPC requests, and each is a record.
import {
  type Draft,
  type DraftFields,
  fieldsOf,
  type NativeKey,
  type Sourced,
} from "../record/draft";
import { firstOf, type Picker, pick } from "../record/pick";
import { sequenceOf } from "../record/sequence";
import { milliseconds, timeFields } from "../record/time";
import { callerFields, correlationIds, durationOf, toolFields, userAgent } from "../record/values";
import { type Adapter, oneByOne, type SourceFacts } from "./adapter";
import { clientFields, headerOf } from "./http-facts";
import { argumentFields, replyIn, requestIn } from "./json-rpc";
import { type Entry, entriesOf, kindOf, methodOf } from "./kong-entries";
import { kongOutcome, policyOf } from "./kong-outcome";

const MCP = "/ai/mcp";
const ENTRIES_MAX = 1_000;

export const kong: Adapter = {
  kind: "kong",
  version: "1",
  recognises: ({ envelope, json }) => envelope === "json" && pick(json).object(MCP) !== undefined,
  read: oneByOne(({ position, json }, facts) => {
    const at = pick(json);
    const mcp = at.object(MCP);
    if (!mcp && at.json(MCP))
      return { quarantine: "The ai.mcp of this record of Kong is no object." };
    if (!mcp) return { skip: "This record of Kong has no ai.mcp." };
    const shared = requestFields(at, mcp, facts);
    const entries = entriesOf(mcp, ENTRIES_MAX);
    if (entries.length > ENTRIES_MAX) {
      return { quarantine: `More than ${ENTRIES_MAX} JSON-RPC requests in one of HTTP.` };
    }
    if (entries.length === 0) return { skip: "This record of Kong names no JSON-RPC request." };
    return entries.map((entry, part) => draftOf({ at, entry, shared, position, part }));
  }),
};

type Place = {
  readonly at: Picker;
  readonly entry: Entry;
  readonly shared: DraftFields;
  readonly position: number;
  readonly part: number;
};

function draftOf({ at, entry, shared, position, part }: Place): Draft {
  const result = replyIn(entry.rpc?.json("/payload/response"))?.result;
  return {
    kind: kindOf(entry),
    key: keyOf(at, position, part),
    positions: [position],
    sequence: part === 0 ? sequenceOf(at) : null,
    gateway: "kong",
    fields: { ...shared, ...entryFields(at, entry) },
    ...(result ? { result } : {}),
  };
}

/** What all JSON-RPC requests of an HTTP request have in common. */
function requestFields(at: Picker, mcp: Picker, { trustedHops }: SourceFacts): DraftFields {
  const headers = at.object("/request/headers");
  const forwarded = headerOf(headers, "x-forwarded-for");
  return {
    ...timeFields(at.text("/started_at"), milliseconds, "start"),
    ...clientFields(at.text("/client_ip"), forwarded, trustedHops),
    ...fieldsOf({
      "user_agent.original": userAgent(headerOf(headers, "user-agent")),
      "mcp.server.name": at.text("/service/name"),
      "mcp.server.id": mcp.text("/mcp_server_id"),
      "mcp.server.endpoint": at.text("/service/host"),
      "http.response.status_code": at.number("/response/status"),
      "mcp.session.id": mcp.text("/mcp_session_id"),
      "mcp.protocol.version": mcp.text("/protocol_version"),
    }),
  };
}

function entryFields(at: Picker, entry: Entry): DraftFields {
  const { rpc, audit } = entry;
  const request = requestIn(rpc?.json("/payload/request"));
  const reply = replyIn(rpc?.json("/payload/response"));
  const server = firstOf(at.text("/service/name"), at.text(`${MCP}/mcp_server_id`));
  const isCall = kindOf(entry) !== "activity";
  const primitive = audit?.text("/primitive")?.value;
  const named = audit?.text("/primitive_name");
  const tool = rpc?.text("/tool_name") ?? named ?? request?.tool;
  const id = rpc?.text("/id") ?? request?.id;
  return {
    ...request?.meta,
    ...callerFields({ user: firstOf(audit?.text("/consumer/id"), at.text("/consumer/id")) }),
    ...toolFields(isCall ? tool : undefined, server),
    ...(isCall ? argumentFields(request?.arguments) : {}),
    ...fieldsOf({
      "mcp.method.name": methodOf(entry),
      "mcp.resource.uri": primitive === "resource" ? named : undefined,
      "gen_ai.prompt.name": primitive === "prompt" ? named : undefined,
      outcome: kongOutcome(at, entry),
      "rpc.response.status_code": rpc?.text("/error/code") ?? reply?.code,
      "error.message": errorOf(rpc) ?? reply?.message,
      policy: policyOf(audit),
      // latencies.request is that of the HTTP request, which may hold several calls.
      duration_ms: durationOf(rpc?.number("/latency")),
      correlation_ids: correlationIds({ request_id: at.text("/request/id"), jsonrpc_id: id }),
      "jsonrpc.request.id": id,
    }),
  };
}

function errorOf(rpc: Picker | undefined): Sourced<string> | undefined {
  return rpc?.text("/error/message") ?? rpc?.text("/error");
}

function keyOf(at: Picker, position: number, part: number): NativeKey {
  const id = at.text("/request/id");
  return id
    ? { kind: "native", parts: [id.value, String(part)] }
    : { kind: "position", position, part };
}
