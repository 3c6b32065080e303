import protobuf from "protobufjs";
import { expect, test } from "vitest";
import { seededRandom, withFlippedBit } from "@/lib/ledger/testing/random";
import { redact } from "../redaction/redact";
import { tokenKey } from "../redaction/token";
import { decodeOtlp } from "./otlp";

// Another encoder than ours is the other side: field numbers as opentelemetry-proto has them.
const { root } = protobuf.parse(`
  syntax = "proto3";
  message AnyValue { oneof value { string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4;
    ArrayValue array_value = 5; KeyValueList kvlist_value = 6; bytes bytes_value = 7; } }
  message ArrayValue { repeated AnyValue values = 1; }
  message KeyValueList { repeated KeyValue values = 1; }
  message KeyValue { string key = 1; AnyValue value = 2; }
  message Resource { repeated KeyValue attributes = 1; uint32 dropped_attributes_count = 2; }
  message Scope { string name = 1; string version = 2; }
  message Status { string message = 2; int32 code = 3; }
  message Link { bytes trace_id = 1; bytes span_id = 2; }
  message Event { fixed64 time_unix_nano = 1; string name = 2; repeated KeyValue attributes = 3; }
  message Span { bytes trace_id = 1; bytes span_id = 2; bytes parent_span_id = 4; string name = 5; int32 kind = 6;
    fixed64 start_time_unix_nano = 7; fixed64 end_time_unix_nano = 8; repeated KeyValue attributes = 9; repeated Event events = 11;
    repeated Link links = 13; Status status = 15; fixed32 flags = 16; }
  message ScopeSpans { Scope scope = 1; repeated Span spans = 2; string schema_url = 3; }
  message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; }
  message Traces { repeated ResourceSpans resource_spans = 1; }
  message LogRecord { fixed64 time_unix_nano = 1; AnyValue body = 5; repeated KeyValue attributes = 6; bytes trace_id = 9; bytes span_id = 10;
    fixed64 observed_time_unix_nano = 11; }
  message ScopeLogs { Scope scope = 1; repeated LogRecord log_records = 2; }
  message ResourceLogs { Resource resource = 1; repeated ScopeLogs scope_logs = 2; }
  message Logs { repeated ResourceLogs resource_logs = 1; }
`);

const traceId = "0af7651916cd43dd8448eb211c80319c";
const spanId = "b7ad6b7169203331";
const text = (stringValue: string) => ({ stringValue });
const attributes = [
  { key: "gen_ai.tool.name", value: text("é €") },
  { key: "whole", value: { intValue: "42" } },
  { key: "long", value: { intValue: "9007199254740993" } },
  { key: "part", value: { doubleValue: 0.5 } },
  { key: "flag", value: { boolValue: false } },
  { key: "bytes", value: { bytesValue: "AQI=" } },
  { key: "list", value: { arrayValue: { values: [text("a"), { intValue: "1" }] } } },
  { key: "map", value: { kvlistValue: { values: [{ key: "password", value: text("x") }] } } },
];
const plain = {
  "gen_ai.tool.name": "é €",
  whole: 42,
  long: "9007199254740993",
  part: 0.5,
  flag: false,
  bytes: "AQI=",
  list: ["a", 1],
  map: { password: "x" },
};

const span = {
  traceId,
  spanId,
  name: "tools/call echo",
  kind: 2,
  startTimeUnixNano: "1755767730123456789",
  endTimeUnixNano: "1755767730135456789",
  attributes,
  events: [{ timeUnixNano: "1755767730123456789", name: "e", attributes: [] }],
  links: [{ traceId, spanId }],
  status: { code: 2, message: "no" },
};
const traces = {
  resourceSpans: [
    {
      resource: { attributes: [{ key: "service.name", value: text("gw") }] },
      scopeSpans: [{ scope: { name: "s", version: "1" }, spans: [span] }],
    },
  ],
};
const log = {
  timeUnixNano: "0",
  observedTimeUnixNano: "1755767730123456789",
  attributes,
  traceId,
  spanId,
  body: text("b"),
};
const logs = {
  resourceLogs: [
    {
      resource: { attributes: [] },
      scopeLogs: [{ scope: { name: "request" }, logRecords: [log] }],
    },
  ],
};

const json = (value: object) => new TextEncoder().encode(JSON.stringify(value));

function protobufOf(type: string, value: object): Uint8Array {
  const message = root.lookupType(type);
  const inBytes: object = JSON.parse(JSON.stringify(value), (name, held) =>
    name === "traceId" || name === "spanId" ? Buffer.from(held, "hex").toString("base64") : held,
  );
  return new Uint8Array(message.encode(message.fromObject(inBytes)).finish());
}

test("a span has its ids in hex, its times in full, its attributes as plain values, its resource and scope beside it", () => {
  const { records, rejected } = decodeOtlp("traces", "json", json(traces));
  expect(rejected).toEqual([]);
  expect(records.map((record) => record.json)).toEqual([
    {
      resource: { "service.name": "gw" },
      scope: { name: "s", version: "1", attributes: {} },
      span: {
        ...{ traceId, spanId, parentSpanId: null, name: "tools/call echo", kind: 2 },
        startTimeUnixNano: "1755767730123456789",
        endTimeUnixNano: "1755767730135456789",
        attributes: plain,
        events: [{ name: "e", timeUnixNano: "1755767730123456789", attributes: {} }],
        links: [{ traceId, spanId, attributes: {} }],
        status: { code: 2, message: "no" },
      },
    },
  ]);
});

test("protobuf says the same as JSON", () => {
  const records = (signal: "traces" | "logs", encoding: "json" | "protobuf", body: Uint8Array) =>
    decodeOtlp(signal, encoding, body).records.map((record) => record.json);
  expect(records("traces", "protobuf", protobufOf("Traces", traces))).toEqual(
    records("traces", "json", json(traces)),
  );
  expect(records("logs", "protobuf", protobufOf("Logs", logs))).toEqual(
    records("logs", "json", json(logs)),
  );
});

test("ids are hex in any case, numbers are texts or numbers", () => {
  const shouted = { ...span, traceId: traceId.toUpperCase(), startTimeUnixNano: 1755767730 };
  const body = json({ resourceSpans: [{ scopeSpans: [{ spans: [shouted] }] }] });
  expect(decodeOtlp("traces", "json", body).records).toMatchObject([
    { json: { span: { traceId, startTimeUnixNano: "1755767730" } } },
  ]);
});

test("logs that are sent as traces are rejected one by one, as spans without ids", () => {
  const idless = { resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: text("b") }] }] }] };
  const { records, rejected } = decodeOtlp("traces", "protobuf", protobufOf("Logs", idless));
  expect(records).toEqual([]);
  expect(rejected.map(({ reason }) => reason)).toEqual(["a span without a trace id of 16 bytes"]);
});

test("a record with more than 1,024 attributes is rejected, and the next one is not", () => {
  const wide = {
    ...span,
    attributes: Array.from({ length: 1_025 }, (_, at) => ({ key: `k${at}`, value: text("v") })),
  };
  const body = json({ resourceSpans: [{ scopeSpans: [{ spans: [wide, span] }] }] });
  const { records, rejected } = decodeOtlp("traces", "json", body);
  expect(records.map(({ position }) => position)).toEqual([1]);
  expect(rejected).toMatchObject([{ position: 0, reason: "more than 1024 attributes" }]);
});

test("a body that is no request at all is refused in words", () => {
  expect(() => decodeOtlp("logs", "json", json([]))).toThrow("no OTLP message in JSON form");
  expect(() => decodeOtlp("logs", "protobuf", Uint8Array.of(0x0a, 0xff))).toThrow(
    "no OTLP message in protobuf form",
  );
});

test("whatever is flipped or cut off, protobuf ends in records or in words", () => {
  const random = seededRandom(3);
  const whole = protobufOf("Traces", traces);
  for (let round = 0; round < 3_000; round += 1) {
    const flipped = withFlippedBit(whole, random.below(whole.length), random.below(8));
    const body = round % 3 === 0 ? flipped.subarray(0, random.below(whole.length)) : flipped;
    try {
      decodeOtlp("traces", "protobuf", body);
    } catch (error) {
      expect(error).toMatchObject({ code: "invalid_input" });
    }
  }
});

test("attributes that nest for ever take no other record along, and are left to the redaction to refuse", () => {
  let value = field(1, [0x78]);
  for (let depth = 0; depth < 300; depth += 1) value = field(5, field(1, value));
  const body = field(1, field(2, [...field(2, field(5, value)), ...field(2, [])]));
  const { records } = decodeOtlp("logs", "protobuf", Uint8Array.from(body));
  expect(records).toHaveLength(2);
  const key = tokenKey("test-master", "inst-1", "k1");
  expect(redact(records[0]?.json ?? {}, { key }).state).toBe("failed");
});

function field(number: number, bytes: readonly number[]): number[] {
  const length = [];
  for (let rest = bytes.length; length.length === 0 || rest > 0; rest >>= 7) {
    length.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
  }
  return [(number << 3) | 2, ...length, ...bytes];
}

test("one record that is deeper than the stack takes no other along", () => {
  const deep = `${'{"arrayValue":{"values":['.repeat(20_000)}{}${"]}}".repeat(20_000)}`;
  const records = `{"timeUnixNano":"1755767730123456789"},{"timeUnixNano":"1755767730123456789","body":${deep}}`;
  const body = `{"resourceLogs":[{"scopeLogs":[{"logRecords":[${records}]}]}]}`;
  const read = decodeOtlp("logs", "json", new TextEncoder().encode(body));
  expect(read.records).toHaveLength(2);
});
