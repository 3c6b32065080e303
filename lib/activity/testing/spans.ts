// Tests of OTLP: spans and log records as they are after decoding, from the little that matters to a test.
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { otlp } from "../adapters/otlp/otlp";
import { adapted, wire } from "./adapted";

export const TRACE = "11112222333344445555666677778888";
export const OTHER_TRACE = "aaaabbbbccccddddeeeeffff00001111";
/** 2026-03-02T08:00:00.250Z, in nanoseconds and with some of them to spare. */
export const START = 1_772_438_400_250_900_700n;

const KINDS = { internal: 1, server: 2, client: 3 } as const;

/** Id of the n-th span of a test. */
export const spanId = (n: number) => `00000000000000${String(n).padStart(2, "0")}`;

export function span(
  n: number,
  is: {
    readonly name?: string;
    readonly kind?: keyof typeof KINDS;
    readonly attributes?: JsonObject;
    readonly parent?: number;
    readonly links?: readonly { readonly trace: string; readonly span: number }[];
    readonly trace?: string;
    readonly service?: string;
    readonly scope?: string;
    readonly events?: readonly Json[];
    readonly status?: JsonObject;
    /** Milliseconds after START. */
    readonly from?: number;
    readonly ms?: number;
  },
): JsonObject {
  const start = START + BigInt(is.from ?? 0) * 1_000_000n;
  const end = start + BigInt(Math.round((is.ms ?? 20) * 1_000_000));
  return {
    resource: { "service.name": is.service ?? "gateway" },
    scope: { name: is.scope ?? "lib", version: null, attributes: {} },
    span: {
      traceId: is.trace ?? TRACE,
      spanId: spanId(n),
      parentSpanId: is.parent === undefined ? null : spanId(is.parent),
      name: is.name ?? "tools/call",
      kind: KINDS[is.kind ?? "server"],
      startTimeUnixNano: String(start),
      endTimeUnixNano: String(end),
      attributes: is.attributes ?? {},
      events: is.events ?? [],
      links: (is.links ?? []).map((link) => ({
        traceId: link.trace,
        spanId: spanId(link.span),
        attributes: {},
      })),
      status: is.status ?? {},
    },
  };
}

export function log(is: {
  readonly attributes?: JsonObject;
  readonly body?: Json;
  readonly scope?: string;
  readonly service?: string;
  readonly eventName?: string;
  readonly time?: string | null;
  readonly observed?: string | null;
  readonly inTrace?: boolean;
}): JsonObject {
  return {
    resource: is.service === undefined ? {} : { "service.name": is.service },
    scope: { name: is.scope ?? null, version: null, attributes: {} },
    log: {
      severityNumber: 9,
      severityText: "INFO",
      eventName: is.eventName ?? null,
      timeUnixNano: is.time ?? null,
      observedTimeUnixNano: is.observed ?? null,
      body: is.body ?? null,
      attributes: is.attributes ?? {},
      traceId: is.inTrace ? TRACE : null,
      spanId: is.inTrace ? spanId(1) : null,
    },
  };
}

/** What is made of spans that come in one request. */
export function readSpans(...spans: readonly JsonObject[]) {
  return adapted(otlp, wire("otlp-span", ...spans));
}

/** The only record that is made of spans. */
export function callOf(...spans: readonly JsonObject[]): JsonObject {
  const [data, ...others] = readSpans(...spans).data;
  if (data === undefined || others.length > 0) throw new Error(`${others.length} records too many`);
  return data;
}

/** Attributes of a call of a tool, by the conventions. */
export const CALL: JsonObject = {
  "mcp.method.name": "tools/call",
  "gen_ai.tool.name": "query",
  "gen_ai.operation.name": "execute_tool",
  "mcp.server.name": "postgres",
  "jsonrpc.request.id": "41",
  "mcp.session.id": "s-9",
  "mcp.protocol.version": "2025-11-25",
  "network.transport": "tcp",
  "network.protocol.name": "http",
  "network.protocol.version": "2",
  "client.address": "192.0.2.10",
  "client.port": 40_001,
};

/** Attributes of the HTTP request that carried one. */
export const HTTP: JsonObject = {
  "http.request.method": "POST",
  "client.address": "198.51.100.4",
  "client.port": 50_000,
  "user_agent.original": "agent/1.0",
  "enduser.id": "u-1",
  "http.response.status_code": 200,
};
