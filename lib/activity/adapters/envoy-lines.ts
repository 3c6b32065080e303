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
  addressFields,
  callerFields,
  correlationIds,
  durationOf,
  forwardedFields,
  isLoopback,
  retooled,
  toolFields,
  userAgent,
} from "../record/values";
import type { Adapted, SourceFacts } from "./adapter";
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
  const others = lines.filter((line) => !about.includes(line));
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

type Call = readonly [counted: EnvoyLine, ...legs: EnvoyLine[]];

/** A client may send one request id with several calls: each line for the client is a call, and takes the legs that are its own. */
function callsIn(lines: readonly EnvoyLine[]): Call[] {
  const legs = lines.filter(isLeg);
  const fronts = lines.filter((line) => !isLeg(line));
  const [front, ...more] = fronts;
  if (front && more.length === 0) return [[front, ...legs]];
  const heads = front ? fronts : firstOfEach(legs);
  const taken = new Set(heads);
  return heads.map((head) => {
    const own = legs.filter((leg) => !taken.has(leg) && rpcIdOf(leg) === rpcIdOf(head));
    for (const leg of own) taken.add(leg);
    return [head, ...own];
  });
}

function firstOfEach(legs: readonly EnvoyLine[]): EnvoyLine[] {
  const calls = Map.groupBy(legs, rpcIdOf);
  return [...calls.values()].flatMap(([first]) => first ?? []);
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
    ...addressIn(at, facts),
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

/** X-Forwarded-For, where so many proxies in front are trusted; else the address of the connection. */
function addressIn(at: Picker, { trustedHops }: SourceFacts): DraftFields {
  const forwarded = forwardedFields(at.text("/x-forwarded-for"), trustedHops);
  return forwarded["client.address"]
    ? forwarded
    : addressFields(at.text("/downstream_remote_address"), null);
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
  if (status === 401 || status === 403) return "denied";
  if (status === 408 || status === 504) return "timeout";
  if (status >= 500) return "transport_error";
  if (status >= 400) return "protocol_error";
  return status >= 200 ? "success_unverified" : "unknown"; // 0: the client left before there was a reply
}
