import protobuf from "protobufjs";
import { expect, test } from "vitest";
import { AppError } from "@/lib/core/app-error";
import type { BulkItem } from "./elastic-bulk";
import { otlpEncoding, otlpErrorReply, otlpReply } from "./otlp-reply";
import {
  bulkReply,
  dockerHookReply,
  hecHealthReply,
  hecReply,
  pushReply,
  type Reply,
} from "./reply";

// Another reader than ours is the other side: field numbers as opentelemetry-proto and google.rpc have them.
const { root } = protobuf.parse(`
  syntax = "proto3";
  message Partial { int64 rejected = 1; string error_message = 2; }
  message Response { Partial partial_success = 1; }
  message Status { int32 code = 1; string message = 2; }
`);
const read = (type: string, { body }: Reply) =>
  root.lookupType(type).toObject(root.lookupType(type).decode(body), { longs: String });
const textOf = ({ body }: Reply) => new TextDecoder().decode(body);
const jsonOf = (reply: Reply) => JSON.parse(textOf(reply));

test("a push is told what became of it, and of each record where it asks", () => {
  const counts = { accepted: 2, duplicates: 1, quarantined: 1, batchId: "b" };
  const told = { accepted: 2, duplicates: 1, quarantined: 1, batch_id: "b" };
  expect(pushReply(counts)).toMatchObject({ status: 200, contentType: "application/json" });
  expect(jsonOf(pushReply(counts))).toEqual(told);
  const results = [
    { position: 0, receipt: { index: 7 } },
    { position: 1, quarantined: "not JSON" },
  ];
  expect(jsonOf(pushReply({ ...counts, results }))).toEqual({ ...told, results });
});

test("Splunk's senders, and docker, get exactly what they wait for", () => {
  expect(textOf(hecReply())).toBe('{"text":"Success","code":0}');
  expect(hecHealthReply().status).toBe(200);
  expect(dockerHookReply()).toEqual({ status: 200, contentType: null, body: new Uint8Array() });
});

test("a bulk request gets an item for each operation in its order, and no errors", () => {
  const items: BulkItem[] = [
    { position: 0, action: "index", index: "logs", id: "1" },
    { position: 1, action: "create", index: null, id: null },
    { position: 2, action: "delete", index: "logs", id: "1" },
  ];
  const reply = bulkReply({ items, duplicates: new Set([0]), batchId: "b", tookMs: 3.4 });
  expect(jsonOf(reply)).toEqual({
    took: 3,
    errors: false,
    items: [
      { index: { _index: "logs", _id: "1", _version: 1, result: "noop", status: 200 } },
      {
        create: { _index: "countersign", _id: "b-1", _version: 1, result: "created", status: 201 },
      },
      { delete: { _index: "logs", _id: "1", _version: 1, result: "noop", status: 200 } },
    ],
  });
});

test.each([
  ["application/json", "json"],
  ["application/json; charset=utf-8", "json"],
  ["Application/X-Protobuf", "protobuf"],
  ["text/plain", null],
  [null, null],
])("the encoding of %s is %s", (type, encoding) => {
  expect(otlpEncoding(type)).toBe(encoding);
});

test("an OTLP request of which all was taken is told so in its own encoding", () => {
  const all = { rejected: 0, why: "" };
  expect(textOf(otlpReply("logs", "json", all))).toBe("{}");
  expect(otlpReply("logs", "protobuf", all)).toEqual({
    status: 200,
    contentType: "application/x-protobuf",
    body: new Uint8Array(),
  });
});

test("an OTLP request of which a part was taken is told how many were not, and why", () => {
  const some = { rejected: 300, why: "300 spans without a trace id – see Quarantine." };
  const { rejected, why } = some;
  expect(jsonOf(otlpReply("traces", "json", some))).toEqual({
    partialSuccess: { rejectedSpans: "300", errorMessage: why },
  });
  expect(jsonOf(otlpReply("logs", "json", some))).toEqual({
    partialSuccess: { rejectedLogRecords: "300", errorMessage: why },
  });
  expect(read("Response", otlpReply("logs", "protobuf", some))).toEqual({
    partialSuccess: { rejected: String(rejected), errorMessage: why },
  });
});

test("what was not taken at all is a google.rpc.Status", () => {
  const message = "This is no OTLP message. ".repeat(20);
  const error = new AppError("invalid_input", message);
  expect(jsonOf(otlpErrorReply("json", 400, error))).toEqual({ code: 3, message });
  const reply = otlpErrorReply("protobuf", 503, new AppError("unavailable", message));
  expect(reply.status).toBe(503);
  expect(read("Status", reply)).toEqual({ code: 14, message });
});
