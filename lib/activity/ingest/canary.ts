// G37: a record that is known to be a stranger's, in each form in which records come in. Pure.
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { fixed64Field, messageField, textField } from "../decode/protobuf-writer";
import type { PushRequest } from "./push";

export const CANARY_PATHS = ["lines", "otlp-json", "otlp-protobuf"] as const;
export type CanaryPath = (typeof CANARY_PATHS)[number];

/** Whom the canary of a path pretends to be. The findings room looks for these names: they never change. */
export function canaryCaller(path: CanaryPath): string {
  return `countersign-canary-${path}`;
}

type Body = Pick<PushRequest, "body" | "contentType" | "format" | "transport">;

/** What is sent through a path. Each instant makes another record. */
export function canaryBody(path: CanaryPath, now: Date): Body {
  const agent = canaryCaller(path);
  const json = { contentType: "application/json" };
  switch (path) {
    case "lines":
      return { ...json, format: "lines", transport: "http", body: utf8(lineOf(agent, now)) };
    case "otlp-json":
      return { ...json, format: "otlp-logs", transport: "otlp", body: utf8(requestOf(agent, now)) };
    case "otlp-protobuf":
      return {
        contentType: "application/x-protobuf",
        format: "otlp-logs",
        transport: "otlp",
        body: protobufOf(agent, now),
      };
    default:
      return path satisfies never;
  }
}

function utf8(json: JsonObject): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(json));
}

// As agentgateway writes its lines.
function lineOf(agent: string, now: Date): JsonObject {
  return {
    ...{ level: "info", scope: "request", time: now.toISOString(), "http.status": 200 },
    ...{ "src.identity": agent, "mcp.method.name": "tools/call", "mcp.target": "canary" },
    ...{ "gen_ai.tool.name": "sing", duration: "1ms" },
  };
}

const attributesOf = (agent: string): [name: string, value: string][] => [
  ["mcp.method.name", "tools/call"],
  ["gen_ai.tool.name", "sing"],
  ["mcp.server.name", "canary"],
  ["gen_ai.agent.id", agent],
];

function requestOf(agent: string, now: Date): JsonObject {
  const attributes = attributesOf(agent).map(([key, value]) => ({
    key,
    value: { stringValue: value },
  }));
  const logRecords = [{ timeUnixNano: String(nanoseconds(now)), attributes }];
  return { resourceLogs: [{ scopeLogs: [{ logRecords }] }] };
}

// The numbers of the fields are those of opentelemetry/proto/logs/v1 and common/v1.
function protobufOf(agent: string, now: Date): Uint8Array {
  const attributes = attributesOf(agent).map(([key, value]) =>
    messageField(6, textField(1, key), messageField(2, textField(1, value))),
  );
  const record = messageField(2, fixed64Field(1, nanoseconds(now)), ...attributes);
  return messageField(1, messageField(2, record));
}

function nanoseconds(now: Date): bigint {
  return BigInt(now.getTime()) * 1_000_000n;
}
