// Sound bodies of every format, from which the others are made. Each has an id of its own, or all would be one record.
import { integerField, join, messageField, textField } from "@/lib/activity/decode/protobuf-writer";
import type { Chance } from "./chance";

export type Sound = {
  readonly format: "lines" | "otlp-json" | "otlp-protobuf" | "splunk" | "elastic" | "docker";
  /** A path, in which {source} stands for the source. */
  readonly path: string;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

type Making = (chance: Chance) => Sound;

/** One of every kind of push there is. */
export const SOUND: readonly [Making, ...Making[]] = [
  (chance) => lines(JSON.stringify(litellm(chance))),
  (chance) => lines(many(chance, () => JSON.stringify(litellm(chance))).join("\n")),
  (chance) => lines(JSON.stringify(many(chance, () => toolhive(chance)))),
  (chance) => lines(JSON.stringify({ records: many(chance, () => litellm(chance)) })),
  (chance) => lines(many(chance, () => JSON.stringify(toolhive(chance))).join("")),
  (chance) => ({ ...lines(JSON.stringify(event(chance))), ...typed("cloudevents+json") }),
  (chance) => ({
    ...lines(JSON.stringify(many(chance, () => event(chance)))),
    ...typed("cloudevents-batch+json"),
  }),
  (chance) => ({ ...lines(JSON.stringify(litellm(chance))), headers: binaryEvent(chance) }),
  (chance) => otlp(chance, "traces", "json"),
  (chance) => otlp(chance, "logs", "json"),
  (chance) => otlp(chance, "traces", "protobuf"),
  (chance) => otlp(chance, "logs", "protobuf"),
  (chance) => splunk(many(chance, () => JSON.stringify({ event: litellm(chance) })).join("")),
  (chance) => ({
    ...splunk(many(chance, () => JSON.stringify(toolhive(chance))).join("\n")),
    path: "/services/collector/raw",
  }),
  bulk,
  (chance) => ({
    ...{ format: "docker", path: "/api/hooks/docker-mcp/{source}", ...typed("json") },
    body: Buffer.from(JSON.stringify({ content: [{ type: "text", text: id(chance) }] })),
  }),
];

const typed = (type: string) => ({ contentType: `application/${type}` });

function lines(text: string): Sound {
  const path = "/api/ingest/{source}";
  return { format: "lines", path, ...typed("json"), body: Buffer.from(text) };
}

function splunk(text: string): Sound {
  const path = "/services/collector/event";
  return { format: "splunk", path, ...typed("json"), body: Buffer.from(text) };
}

function bulk(chance: Chance): Sound {
  const text = many(
    chance,
    () =>
      `${JSON.stringify({ index: { _index: "calls", _id: id(chance) } })}\n${JSON.stringify(litellm(chance))}\n`,
  ).join("");
  const path = chance.onceIn(2) ? "/api/elastic/_bulk" : "/api/elastic/calls/_bulk";
  return { format: "elastic", path, ...typed("x-ndjson"), body: Buffer.from(text) };
}

function litellm(chance: Chance) {
  return {
    ...{ id: id(chance), call_type: "call_mcp_tool", status: "success" },
    startTime: 1_790_000_000 + chance.below(1_000_000) / 1_000,
    response_time: chance.below(5_000) / 1_000,
    metadata: {
      user_api_key_user_id: `agent-${chance.below(20)}`,
      mcp_tool_call_metadata: {
        ...{ name: "search", mcp_server_name: "library" },
        arguments: { text: "turbine", deep: { list: [1, 2.5, null, true, "a@example.com"] } },
        result: { isError: chance.onceIn(3) },
      },
    },
  };
}

function toolhive(chance: Chance) {
  return {
    ...{ time: "2026-11-20T10:00:00.5Z", level: "INFO+2", msg: "audit_event" },
    ...{ audit_id: id(chance), type: "mcp_tool_call", logged_at: "2026-11-20T10:00:00.5Z" },
    ...{ outcome: "success", component: "library" },
    source: { type: "network", value: "198.51.100.7", extra: { user_agent: "x" } },
    subjects: { user: "anonymous" },
    target: { endpoint: "/mcp", method: "tools/call", name: "search", type: "tool" },
    metadata: { extra: { duration_ms: chance.below(500) } },
  };
}

function event(chance: Chance) {
  const type = "com.example.call";
  return { specversion: "1.0", id: id(chance), source: "/fuzz", type, data: litellm(chance) };
}

function binaryEvent(chance: Chance) {
  return {
    ...{ "ce-specversion": "1.0", "ce-id": id(chance), "ce-source": "/fuzz" },
    "ce-type": "com.example.call",
  };
}

function otlp(chance: Chance, signal: "traces" | "logs", encoding: "json" | "protobuf"): Sound {
  const path = `${chance.pick(["/v1/", "/api/otlp/v1/"])}${signal}`;
  const traceId = chance.bytes(16);
  const spanId = chance.bytes(8);
  const made = encoding === "json" ? otlpJson : otlpProtobuf;
  return {
    ...{ format: `otlp-${encoding}`, path },
    ...typed(encoding === "json" ? "json" : "x-protobuf"),
    body: Buffer.from(made(signal, traceId, spanId)),
  };
}

const ATTRIBUTES = [
  ["gen_ai.operation.name", "execute_tool"],
  ["mcp.method.name", "tools/call"],
  ["gen_ai.tool.name", "search"],
  ["gen_ai.tool.call.arguments", '{"text":"turbine"}'],
] as const;
const NANOS = "1790000000000000000";

function otlpJson(signal: "traces" | "logs", traceId: Buffer, spanId: Buffer): string {
  const attributes = ATTRIBUTES.map(([key, stringValue]) => ({ key, value: { stringValue } }));
  const ids = { traceId: traceId.toString("hex"), spanId: spanId.toString("hex") };
  const span = {
    ...{ ...ids, name: "tools/call search", kind: 2, attributes },
    ...{ startTimeUnixNano: NANOS, endTimeUnixNano: NANOS },
  };
  const log = { ...ids, timeUnixNano: NANOS, attributes, body: { stringValue: "call" } };
  return JSON.stringify(
    signal === "traces"
      ? { resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }
      : { resourceLogs: [{ scopeLogs: [{ logRecords: [log] }] }] },
  );
}

function otlpProtobuf(signal: "traces" | "logs", traceId: Buffer, spanId: Buffer): Uint8Array {
  const attributes = (field: number) =>
    ATTRIBUTES.map(([key, text]) =>
      messageField(field, textField(1, key), messageField(2, textField(1, text))),
    );
  const kind = integerField(6, 2n);
  const ids = { trace: bytesField(1, traceId), span: bytesField(2, spanId) };
  const span = join(ids.trace, ids.span, textField(5, "tools/call search"), kind, ...attributes(9));
  const log = join(...attributes(6), bytesField(9, traceId), bytesField(10, spanId));
  return messageField(1, messageField(2, messageField(2, signal === "traces" ? span : log)));
}

// Bytes and messages are written alike.
function bytesField(number: number, bytes: Uint8Array): Uint8Array {
  return messageField(number, bytes);
}

function many<T>(chance: Chance, one: () => T): T[] {
  return Array.from({ length: 1 + chance.below(6) }, one);
}

function id(chance: Chance): string {
  return chance.bytes(8).toString("hex");
}
