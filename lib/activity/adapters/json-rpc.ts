// gateway-logs §3.4, §3.9 and §9: the JSON-RPC bodies of MCP, as senders log them: a value or its text, with or without the envelope.
import type { Json } from "@/lib/ledger/canonical-json";
import { isJsonObject } from "@/lib/ledger/json-shape";
import { parseLossless } from "@/lib/ledger/lossless-json";
import { type DraftFields, derived, fieldsOf, type Sourced } from "../record/draft";
import type { Outcome } from "../record/fields";
import { type Picker, pick } from "../record/pick";
import { isSettled } from "../redaction/token";

/** The object or list that a JSON text is; any other value as it is. A reply may come as an event stream: its last event counts. */
export function unwrapped(found: Sourced | undefined): Sourced | undefined {
  if (typeof found?.value !== "string") return found;
  const parsed = parseLossless(lastEventOf(found.value));
  return typeof parsed === "object" && parsed !== null ? { ...found, value: parsed } : found;
}

function lastEventOf(text: string): string {
  if (!/^(?:event|data|id|retry|):/.test(text)) return text;
  const last = text
    .split(/\r?\n/)
    .findLast((line) => line.startsWith("data:") && line.trim() !== "data:");
  return last?.slice("data:".length) ?? text;
}

/** Arguments, as a value or its text. A text that begins like JSON and is none was cut off by its sender. */
export function argumentFields(found: Sourced | undefined): DraftFields {
  const passed = unwrapped(found);
  return fieldsOf({
    "gen_ai.tool.call.arguments": passed,
    arguments_truncated: isCut(passed?.value) ? derived(passed, true) : undefined,
  });
}

function isCut(value: Json | undefined): boolean {
  return typeof value === "string" && /^\s*[{[]/.test(value) && !isSettled(value);
}

/** What a logged request asks for: of a whole JSON-RPC envelope, of `{name, arguments}`, or of bare arguments. */
export type RpcRequest = {
  readonly method: Sourced<string> | undefined;
  readonly id: Sourced<string> | undefined;
  readonly tool: Sourced<string> | undefined;
  readonly arguments: Sourced | undefined;
  /** What the client says of itself in `_meta`: its name, the version of MCP, the trace it is part of. */
  readonly meta: DraftFields;
};

/** The request that a body is; undefined where it is no object. */
export function requestIn(found: Sourced | undefined): RpcRequest | undefined {
  const body = unwrapped(found);
  if (!body || !isJsonObject(body.value)) return undefined;
  const at = pick(body.value, body.path);
  const isEnvelope = at.json("/jsonrpc") !== undefined || at.object("/params") !== undefined;
  const params = isEnvelope ? at.object("/params") : at;
  const isNamed = isEnvelope || (at.text("/name") && at.json("/arguments"));
  return {
    method: isEnvelope ? at.text("/method") : undefined,
    id: isEnvelope ? at.text("/id") : undefined,
    tool: isNamed ? params?.text("/name") : undefined,
    arguments: isNamed ? unwrapped(params?.json("/arguments")) : body,
    meta: isNamed && params ? metaFields(params) : {},
  };
}

const MCP_META = "/_meta/io.modelcontextprotocol~1";

function metaFields(params: Picker): DraftFields {
  const parent = params.text("/_meta/traceparent");
  const [, trace, span] = TRACEPARENT.exec(parent?.value ?? "") ?? [];
  const told = trace !== undefined && span !== undefined && !/^0+$/.test(trace);
  return fieldsOf({
    "mcp.client.name": params.text(`${MCP_META}clientInfo/name`),
    "mcp.client.version": params.text(`${MCP_META}clientInfo/version`),
    "mcp.protocol.version": params.text(`${MCP_META}protocolVersion`),
    trace_id: told ? derived(parent, trace) : undefined,
    parent_span_id: told ? derived(parent, span) : undefined,
  });
}

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/; // W3C Trace Context §3.2

/** What a logged reply says: of a whole JSON-RPC envelope, or of the result alone. */
export type RpcReply = {
  readonly result: Sourced | undefined;
  readonly isError: Sourced<boolean> | undefined;
  /** `resultType` input_required: the call has not finished (§9). */
  readonly isPending: boolean;
  readonly code: Sourced<string> | undefined;
  readonly message: Sourced<string> | undefined;
};

/** The reply that a body is; undefined where it is no object. */
export function replyIn(found: Sourced | undefined): RpcReply | undefined {
  const body = unwrapped(found);
  if (!body || !isJsonObject(body.value)) return undefined;
  const at = pick(body.value, body.path);
  const isEnvelope =
    at.json("/jsonrpc") !== undefined || ["/result", "/error"].some((part) => at.object(part));
  const result = isEnvelope ? at.json("/result") : body;
  const within = isEnvelope ? at.object("/result") : at;
  return {
    result,
    isError: within?.flag("/isError"),
    isPending: within?.text("/resultType")?.value === "input_required",
    code: isEnvelope ? at.text("/error/code") : undefined,
    message: isEnvelope ? at.text("/error/message") : undefined,
  };
}

/** What became of a call by its reply alone. */
export function outcomeOfReply(found: Sourced | undefined): Sourced<Outcome> | undefined {
  const reply = replyIn(found);
  const failure = reply?.code ?? reply?.message;
  return failure ? derived(failure, "protocol_error") : outcomeOfResult(reply?.result);
}

/** What became of a call by its result: one that does not say isError is one without error (§4). */
export function outcomeOfResult(found: Sourced | undefined): Sourced<Outcome> | undefined {
  const result = unwrapped(found);
  if (!result) return undefined;
  const at = pick(result.value, result.path);
  const isError = at.flag("/isError");
  if (isError?.value) return derived(isError, "tool_error");
  const type = at.text("/resultType");
  if (type?.value === "input_required") return derived(type, "pending"); // §9: not finished
  return derived(isError ?? result, "success");
}
