// gateway-logs §3.13: MCP Manager writes four log records per message, joined by correlation_id. Only their names are public: each
// attribute is looked for under the names it is likely to have, and what is not found is not provided.
import { type Draft, type DraftFields, derived, fieldsOf, type Sourced } from "../../record/draft";
import type { Outcome } from "../../record/fields";
import { firstOf, type Picker } from "../../record/pick";
import { sequenceOf } from "../../record/sequence";
import {
  addressFields,
  callerFields,
  correlationIds,
  toolFields,
  userAgent,
} from "../../record/values";
import { argumentFields, outcomeOfReply, requestIn } from "../json-rpc";
import { type LogRecord, logTime } from "./log-record";

/** In the order in which a message passes them. */
const STAGES = ["proxy_request", "mcp_request", "mcp_response", "proxy_response"];
const STAGE = /^(proxy_request|mcp_request|mcp_response|proxy_response)_([a-z_]+)$/;

type Leg = LogRecord & { readonly stage: number; readonly result: string };

export function isMcpManagerLog({ service }: LogRecord): boolean {
  return service === "mcp-manager";
}

/** A draft per message; and the positions of records that belong to none. */
export function mcpManagerLogs(logs: readonly LogRecord[]): { drafts: Draft[]; rest: number[] } {
  const messages = new Map<string, { key: string[]; legs: Leg[] }>();
  const seen = new Map<string, number>();
  const rest: number[] = [];
  for (const log of logs) {
    const leg = legOf(log);
    const id = correlationOf(log)?.value;
    if (!leg || id === undefined) {
      rest.push(log.position);
      continue;
    }
    // A stage that comes again is of another message, though it has the same id.
    const again = seen.get(`${leg.stage} ${id}`) ?? 0;
    seen.set(`${leg.stage} ${id}`, again + 1);
    const message = messages.get(`${again} ${id}`);
    if (message) message.legs.push(leg);
    else
      messages.set(`${again} ${id}`, {
        key: again === 0 ? [id] : [id, String(again)],
        legs: [leg],
      });
  }
  const drafts = [...messages.values()].map(({ key, legs }) => draftOf(key, legs));
  return { drafts, rest };
}

function legOf(log: LogRecord): Leg | null {
  const name = firstOf(
    log.record.text("/log/eventName"),
    log.at.text("/event.name"),
    log.at.text("/event"),
    log.at.text("/type"),
    log.record.text("/log/body"),
    log.record.text("/log/body/event"),
  );
  const [, stage = "", result = ""] = STAGE.exec(name?.value ?? "") ?? [];
  const at = STAGES.indexOf(stage);
  return at === -1 ? null : { ...log, stage: at, result };
}

function correlationOf({ at, record }: LogRecord): Sourced<string> | undefined {
  return firstOf(
    at.text("/correlation_id"),
    at.text("/correlationId"),
    record.text("/log/body/correlation_id"),
  );
}

function draftOf(parts: readonly string[], unsorted: readonly Leg[]): Draft {
  const legs = unsorted.toSorted((one, other) => one.stage - other.stage);
  const positions = legs.map(({ position }) => position);
  const fields = fieldsIn(legs);
  const method = fields["mcp.method.name"]?.value ?? "tools/call";
  return {
    kind: method === "tools/call" && fields["gen_ai.tool.name"] ? "tool_call" : "activity",
    key: { kind: "native", parts },
    positions,
    sequence: legs.map(({ at }) => sequenceOf(at)).find((sequence) => sequence !== null) ?? null,
    gateway: "mcp-manager",
    fields,
  };
}

function fieldsIn(legs: readonly Leg[]): DraftFields {
  const text = (...names: readonly string[]) =>
    first(legs, (at) => firstOf(...names.map((name) => at.text(`/${name}`))));
  const body = first(legs, (at) => at.json("/body"), isRequest);
  const request = requestIn(body);
  const server = text("mcp.server.name", "server_name", "server.name");
  const tool = request?.tool ?? text("gen_ai.tool.name", "mcp.tool.name", "tool_name", "tool.name");
  return {
    ...timeOf(legs),
    ...addressFields(text("client.address", "client_ip"), null),
    ...callerFields({
      user: text("user.id", "user.email", "user_email", "user.name", "user_name"),
    }),
    ...toolFields(tool, server),
    ...argumentFields(
      request?.arguments ?? first(legs, (at) => at.json("/gen_ai.tool.call.arguments")),
    ),
    ...request?.meta,
    ...fieldsOf({
      "mcp.method.name":
        request?.method ?? text("mcp.method.name", "method") ?? derived(tool, "tools/call"),
      "mcp.server.name": server,
      "user_agent.original": userAgent(text("user_agent.original", "user_agent")),
      outcome: outcomeOf(legs),
      "http.response.status_code": statusOf(legs),
      correlation_ids: correlationIds({
        correlation_id: first(legs, (_, leg) => correlationOf(leg)),
      }),
      "jsonrpc.request.id": request?.id ?? text("jsonrpc.request.id"),
      "mcp.session.id": text("mcp.session.id", "session_id"),
    }),
  };
}

/** The message begins with its first request and ends with its last reply: what lies between is the latency. */
function timeOf(legs: readonly Leg[]): DraftFields {
  const [from, to] = [legs[0], legs.at(-1)];
  if (!from || !to) return {};
  const time = logTime(from.record, isRequest(from) ? "start" : "end");
  const end = logTime(to.record, "end").occurred_at;
  const start = time.occurred_at;
  if (!isRequest(from) || isRequest(to) || !start || !end) return time;
  const ms = Date.parse(String(end.value)) - Date.parse(String(start.value));
  return { ...time, ...fieldsOf({ duration_ms: ms < 0 ? undefined : derived(end, ms) }) };
}

function isRequest({ stage }: Leg): boolean {
  return stage < STAGES.indexOf("mcp_response");
}

function statusOf(legs: readonly Leg[]): Sourced<number> | undefined {
  const names = ["/http.response.status_code", "/http.status_code", "/status_code", "/http_code"];
  const replies = legs.filter((leg) => !isRequest(leg)).toReversed();
  return first(replies, (at) => firstOf(...names.map((name) => at.number(name))));
}

function outcomeOf(legs: readonly Leg[]): Sourced<Outcome> | undefined {
  const status = statusOf(legs);
  const code = status?.value ?? 0;
  if (code === 401 || code === 403) return derived(status, "denied");
  if (code === 408 || code === 504) return derived(status, "timeout");
  if (code >= 500) return derived(status, "transport_error");
  const failed = legs.find(({ result }) => result !== "success");
  if (failed) return { value: "error", path: failed.record.at, state: "derived" };
  const reply = first(
    legs,
    (at) => at.json("/body"),
    (leg) => !isRequest(leg),
  );
  const hasReply = legs.some((leg) => !isRequest(leg));
  const unverified: Sourced<Outcome> = {
    value: "success_unverified",
    path: "/log",
    state: "derived",
  };
  return outcomeOfReply(reply) ?? (hasReply ? unverified : { ...unverified, value: "unknown" });
}

/** The first leg that has it. */
function first<T extends Sourced>(
  legs: readonly Leg[],
  find: (at: Picker, leg: Leg) => T | undefined,
  wanted: (leg: Leg) => boolean = () => true,
): T | undefined {
  for (const leg of legs) {
    const found = wanted(leg) ? find(leg.at, leg) : undefined;
    if (found) return found;
  }
  return undefined;
}
