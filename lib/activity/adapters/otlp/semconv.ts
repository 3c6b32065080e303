// gateway-logs §3.1: the semantic conventions of OpenTelemetry for MCP, with the attributes that operators add to them.
import { type DraftFields, derived, fieldsOf, type Sourced } from "../../record/draft";
import type { Outcome, RecordKind } from "../../record/fields";
import { firstOf, type Picker } from "../../record/pick";
import { callerFields, correlationIds, toolFields, userAgent } from "../../record/values";
import { argumentFields, outcomeOfResult } from "../json-rpc";
import { clientFields, httpStatus } from "./http-spans";
import { hasFailed, type Span } from "./span";
import type { Vocabulary } from "./vocabulary";

const CALL = "tools/call";
const OPERATIONS = new Set(["execute_tool", CALL]);

export const semconv: Vocabulary = {
  recognises: ({ at, name }) =>
    at.text("/mcp.method.name") !== undefined ||
    OPERATIONS.has(at.text("/gen_ai.operation.name")?.value ?? "") ||
    name.startsWith(`${CALL} `),
  read: (span, { status }) => ({
    kind: kindOf(span.at, span.name),
    gateway: null,
    fields: {
      ...semconvFields(span),
      ...fieldsOf({ outcome: semconvOutcome(span, status) ?? outcomeOfStatus(span) }),
    },
    result: span.at.json("/gen_ai.tool.call.result"),
  }),
};

/** What the conventions say of a call, but for its outcome. */
export function semconvFields(span: Pick<Span, "at" | "name" | "kind" | "record">): DraftFields {
  const { at } = span;
  return {
    ...clientFields(at),
    ...toolFields(toolOf(span), at.text("/mcp.server.name")),
    ...callerFields({
      user: firstOf(at.text("/user.id"), at.text("/enduser.id")),
      credential: at.text("/credential_id"),
      agent: at.text("/gen_ai.agent.id"),
    }),
    ...argumentFields(at.json("/gen_ai.tool.call.arguments")),
    ...errorFields(span),
    ...sameFields(at),
    ...fieldsOf({
      "user_agent.original": userAgent(at.text("/user_agent.original")),
      "mcp.method.name": methodOf(span),
      "mcp.server.endpoint": span.kind === "client" ? endpointOf(at) : undefined,
      "http.response.status_code": httpStatus(at),
      "rpc.response.status_code": rpcCode(at),
      correlation_ids: correlationIds({
        correlation_id: at.text("/correlation_id"),
        request_id: at.text("/request_id"),
      }),
    }),
  };
}

const SAME = [
  "gen_ai.agent.name",
  "organization.id",
  "team.id",
  "mcp.server.name",
  "mcp.server.id",
  "mcp.resource.uri",
  "gen_ai.prompt.name",
  "jsonrpc.request.id",
  "mcp.session.id",
  "gen_ai.conversation.id",
  "gen_ai.tool.call.id",
  "mcp.protocol.version",
  "network.transport",
  "network.protocol.name",
  "network.protocol.version",
] as const;

function sameFields(at: Picker): DraftFields {
  return fieldsOf(Object.fromEntries(SAME.map((name) => [name, at.text(`/${name}`)])));
}

/** The type and text of a failure; never its stack trace. */
export function errorFields({ at, record }: Pick<Span, "at" | "record">): DraftFields {
  return fieldsOf({
    "error.type": at.text("/error.type"),
    "error.message": firstOf(
      at.text("/error.message"),
      at.text("/exception.message"),
      record.text("/span/status/message"),
    ),
  });
}

/** Only a call of a tool is evidence of one. */
export function kindOf(at: Picker, name: string): RecordKind {
  return methodOf({ at, name })?.value === CALL ? "tool_call" : "activity";
}

function methodOf({ at, name }: Pick<Span, "at" | "name">): Sourced<string> | undefined {
  const method = at.text("/mcp.method.name");
  if (method) return method;
  const operation = at.text("/gen_ai.operation.name");
  if (operation && OPERATIONS.has(operation.value)) return derived(operation, CALL);
  return name.startsWith(`${CALL} `)
    ? { value: CALL, path: "/span/name", state: "derived" }
    : undefined;
}

function toolOf({ at, name }: Pick<Span, "at" | "name">): Sourced<string> | undefined {
  const told = firstOf(at.text("/gen_ai.tool.name"), at.text("/mcp.tool.name"));
  if (told) return told;
  const value = name.startsWith(`${CALL} `) ? name.slice(CALL.length + 1).trim() : "";
  return value === "" ? undefined : { value, path: "/span/name", state: "derived" };
}

function endpointOf(at: Picker): Sourced<string> | undefined {
  const [address, port] = [at.text("/server.address"), at.text("/server.port")];
  return port ? derived(address, `${address?.value}:${port.value}`) : address;
}

const NO_CODES = new Set(["0", "OK"]);

function rpcCode(at: Picker): Sourced<string> | undefined {
  const code = at.text("/rpc.response.status_code");
  return code && NO_CODES.has(code.value) ? undefined : code;
}

/** Outcomes that the conventions tell, first match wins (§4); undefined where only the status of the span is left. */
export function semconvOutcome(
  { at }: Pick<Span, "at">,
  status: Sourced<number> | undefined,
): Sourced<Outcome> | undefined {
  const type = at.text("/error.type");
  const code = rpcCode(at);
  if (type?.value === "tool_error") return derived(type, "tool_error");
  if (code) return derived(code, "protocol_error");
  const byType = type && BY_TYPE.find(([pattern]) => pattern.test(type.value))?.[1];
  if (byType) return derived(type, byType);
  const byStatus = status && ofHttpStatus(status.value);
  return byStatus ? derived(status, byStatus) : derived(type, "error");
}

/** `error.type` is a code of JSON-RPC, an HTTP status, or a name. */
const BY_TYPE: readonly (readonly [RegExp, Outcome])[] = [
  [/^-32\d{3}$/, "protocol_error"],
  [/time[ _-]?d?[ _-]?out|deadline/i, "timeout"],
  [/^(?:401|403)$|permission[ _-]?denied/i, "denied"],
  [/^5\d\d$/, "transport_error"],
];

function ofHttpStatus(status: number): Outcome | null {
  if (status === 401 || status === 403) return "denied";
  return status >= 500 ? "transport_error" : null;
}

/** A span without an error is a success, unless the captured result says otherwise. */
function outcomeOfStatus(span: Span): Sourced<Outcome> | undefined {
  const failed = hasFailed(span);
  if (failed) return derived(failed, "error");
  return (
    outcomeOfResult(span.at.json("/gen_ai.tool.call.result")) ?? {
      value: "success",
      path: "/span/status",
      state: "derived",
    }
  );
}
