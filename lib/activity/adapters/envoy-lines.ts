// gateway-logs §3.7: Envoy writes a line for the client and one per upstream. They are one call: the line for the client has the
// address and the user agent, the other says where the call went. Keys are the operator's; the documented ones are looked for first.
import type { JsonObject } from "@/lib/ledger/canonical-json";
import {
  type Draft,
  type DraftFields,
  derived,
  fieldsOf,
  joined,
  type Sourced,
} from "../record/draft";
import type { FieldName, Outcome } from "../record/fields";
import { firstOf, has, type Picker } from "../record/pick";
import { sequenceOf } from "../record/sequence";
import { rfc3339, timeFields } from "../record/time";
import {
  callerFields,
  correlationIds,
  durationOf,
  isLoopback,
  retooled,
  toolFields,
  userAgent,
} from "../record/values";
import type { Adapted, SourceFacts } from "./adapter";
import { clientFields, failureOfStatus } from "./http-facts";
import { argumentFields } from "./json-rpc";

/** A line, and the time to take where it has no start_time. */
export type EnvoyLine = {
  readonly position: number;
  readonly at: Picker;
  readonly time: DraftFields;
};

export function isEnvoyLine(json: JsonObject): boolean {
  if (has(json, "x-envoy-origin-path")) return true;
  const isAccess = has(json, "start_time") && has(json, "response_code");
  return isAccess && Object.keys(json).some((name) => /^mcp[._]/.test(name));
}

/** Drafts of the requests among the lines. */
export function envoyLines(lines: readonly EnvoyLine[], facts: SourceFacts): Adapted {
  const about = lines.filter(({ at }) => methodOf(at) !== undefined);
  const others = lines.filter(({ at }) => methodOf(at) === undefined);
  const byRequest = Map.groupBy(about, ({ at, position }) => requestOf(at) ?? `#${position}`);
  return {
    drafts: [...byRequest.values()]
      .flatMap(callsIn)
      .map((call) => draftOf(call, facts))
      .toSorted((one, other) => (one.positions[0] ?? 0) - (other.positions[0] ?? 0)),
    skipped: others.map(({ position }) => ({
      position,
      why: "This line of Envoy is no MCP request.",
    })),
    quarantined: [],
  };
}

function requestOf(at: Picker): string | undefined {
  return at.text("/x-request-id")?.value;
}

// More lines than one request makes have an id that somebody made up: none of them is told from another by it.
const MAX_LINES = 64;

type Call = readonly [counted: EnvoyLine, ...legs: EnvoyLine[]];

/**
 * A client may send one request id with several calls, to hide some of them: each line for the client is a call, and takes but the
 * legs that are its own. A leg that is nobody's is a call as well.
 */
function callsIn(lines: readonly EnvoyLine[]): Call[] {
  if (lines.length > MAX_LINES) return lines.map((line): Call => [line]);
  const legs = new Set(lines.filter(isLeg));
  const fronts = lines.filter((line) => !legs.has(line));
  const calls = fronts.map((front): Call => [front, ...takeOwn(front, legs, fronts.length === 1)]);
  for (const leg of legs) {
    legs.delete(leg);
    calls.push([leg, ...takeOwn(leg, legs, false)]);
  }
  return calls;
}

/** Takes the legs of a line out of those that are left. `isAlone`: no other line could be meant. */
function takeOwn(head: EnvoyLine, legs: Set<EnvoyLine>, isAlone: boolean): EnvoyLine[] {
  const isOwn = (leg: EnvoyLine) => isAlone || rpcIdOf(leg) === rpcIdOf(head);
  const own = [...legs].filter(
    (leg) => isOwn(leg) && isSameMethod(leg, head) && isDuring(leg, head),
  );
  for (const leg of own) legs.delete(leg);
  return own;
}

function isSameMethod(one: EnvoyLine, other: EnvoyLine): boolean {
  return methodOf(one.at)?.value === methodOf(other.at)?.value;
}

/** Whether a leg began while the request ran, as far as both lines say. */
function isDuring(leg: EnvoyLine, head: EnvoyLine): boolean {
  const [start, from] = [startOf(leg), startOf(head)];
  const duration = head.at.number("/duration")?.value;
  if (start === null || from === null || duration === undefined) return true;
  return start >= from && start <= from + duration;
}

function startOf({ at }: EnvoyLine): number | null {
  return rfc3339(at.text("/start_time")?.value ?? "")?.ms ?? null;
}

function rpcIdOf({ at }: EnvoyLine): string | null {
  return firstOf(at.text("/jsonrpc.request.id"), at.text("/mcp_request_id"))?.value ?? null;
}

/** The proxy talks to itself before it talks to the upstream: from its own address, or as its own client. */
function isLeg({ at }: EnvoyLine): boolean {
  const from = at.text("/downstream_remote_address")?.value ?? "";
  const client = at.text("/user-agent")?.value ?? "";
  return isLoopback(from) && (client === "" || client.startsWith("Go-http-client/"));
}

function draftOf([counted, ...legs]: Call, facts: SourceFacts): Draft {
  const own = fieldsIn(counted, facts);
  const all = legs.reduce(
    (fields, leg) => joined(fields, ofLeg(fieldsIn(leg, facts)), leg.position),
    own,
  );
  return {
    kind: methodOf(counted.at)?.value === "tools/call" ? "tool_call" : "activity",
    key: { kind: "position", position: counted.position },
    positions: [counted, ...legs].map(({ position }) => position),
    sequence: sequenceOf(counted.at),
    gateway: "envoy",
    fields: retooled(all),
  };
}

/** What the leg to the upstream may add: where the call went. */
const OF_LEG = [
  "mcp.server.name",
  "mcp.server.endpoint",
  "gen_ai.tool.name",
  "gateway.tool.raw_name",
  "rpc.response.status_code",
] as const satisfies readonly FieldName[];

function ofLeg(fields: DraftFields): DraftFields {
  return fieldsOf(Object.fromEntries(OF_LEG.map((name) => [name, fields[name]])));
}

function fieldsIn(line: EnvoyLine, facts: SourceFacts): DraftFields {
  const { at } = line;
  const server = firstOf(at.text("/mcp.provider.name"), at.text("/mcp_backend"));
  const tool = ["/mcp.tool.name", "/gen_ai.tool.name", "/mcp_tool_name"].map((name) =>
    at.text(name),
  );
  const start = timeFields(at.text("/start_time"), rfc3339, "start");
  return {
    ...(start.occurred_at ? start : line.time),
    ...clientFields(
      at.text("/downstream_remote_address"),
      at.text("/x-forwarded-for"),
      facts.trustedHops,
    ),
    ...callerFields({ user: callerOf(at), credential: at.text("/credential_id") }),
    ...toolFields(firstOf(...tool), server),
    ...argumentFields(at.json("/gen_ai.tool.call.arguments")),
    ...fieldsOf({
      "user_agent.original": userAgent(at.text("/user-agent")),
      "mcp.method.name": methodOf(at),
      "mcp.server.name": server,
      "mcp.server.endpoint": isLeg(line) ? at.text("/upstream_host") : undefined,
      "mcp.resource.uri": firstOf(at.text("/mcp.resource.uri"), at.text("/mcp_resource_uri")),
      "gen_ai.prompt.name": at.text("/gen_ai.prompt.name"),
      outcome: outcomeOf(at),
      "http.response.status_code": at.number("/response_code"),
      "rpc.response.status_code": rpcCode(at),
      "error.message": at.text("/upstream_transport_failure_reason"),
      duration_ms: durationOf(at.number("/duration")),
      trace_id: firstOf(at.text("/trace_id"), at.text("/trace.id")),
      span_id: firstOf(at.text("/span_id"), at.text("/span.id")),
      correlation_ids: correlationIds({ request_id: at.text("/x-request-id") }),
      "jsonrpc.request.id": firstOf(at.text("/jsonrpc.request.id"), at.text("/mcp_request_id")),
      "mcp.session.id": at.text("/mcp.session.id"),
    }),
  };
}

/** Whoever calls is logged only where the operator says so, under a name of theirs. */
function callerOf(at: Picker): Sourced<string> | undefined {
  const names = ["/user.id", "/enduser.id", "/x-user", "/x-user-id", "/jwt.sub"];
  return firstOf(...names.map((name) => at.text(name)));
}

function methodOf(at: Picker): Sourced<string> | undefined {
  const tool = firstOf(at.text("/mcp.tool.name"), at.text("/mcp_tool_name"));
  return firstOf(at.text("/mcp.method.name"), at.text("/mcp_method"), derived(tool, "tools/call"));
}

function rpcCode(at: Picker): Sourced<string> | undefined {
  const names = ["/rpc.response.status_code", "/mcp.error.code", "/jsonrpc.error.code"];
  return firstOf(...names.map((name) => at.text(name)));
}

function outcomeOf(at: Picker): Sourced<Outcome> | undefined {
  const code = rpcCode(at);
  const status = at.number("/response_code");
  return code ? derived(code, "protocol_error") : status && derived(status, ofStatus(status.value));
}

function ofStatus(status: number): Outcome {
  const failure = failureOfStatus(status);
  if (failure) return failure;
  if (status >= 400) return "protocol_error";
  return status >= 200 ? "success_unverified" : "unknown"; // 0: the client left before there was a reply
}
