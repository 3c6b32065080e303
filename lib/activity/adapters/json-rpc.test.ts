import { expect, test } from "vitest";
import type { Json } from "@/lib/ledger/canonical-json";
import type { Sourced } from "../record/draft";
import {
  argumentFields,
  outcomeOfReply,
  outcomeOfResult,
  replyIn,
  requestIn,
  unwrapped,
} from "./json-rpc";

const at = (value: Json): Sourced => ({ value, path: "/body", state: "provided" });
const call = {
  jsonrpc: "2.0",
  id: 7,
  method: "tools/call",
  params: { name: "add", arguments: { a: 1 } },
};

test.each([
  ["the whole envelope", call, { method: "tools/call", id: "7", tool: "add" }],
  ["its text", JSON.stringify(call), { method: "tools/call", id: "7", tool: "add" }],
  ["name and arguments", { name: "add", arguments: { a: 1 } }, { tool: "add" }],
  ["name and arguments as a text", { name: "add", arguments: '{"a":1}' }, { tool: "add" }],
  ["bare arguments", { a: 1 }, {}],
])("a request is read from %s", (_, body, told) => {
  const request = requestIn(at(body));
  expect(request?.arguments?.value).toEqual({ a: 1 });
  expect({
    ...(request?.method && { method: request.method.value }),
    ...(request?.id && { id: request.id.value }),
    ...(request?.tool && { tool: request.tool.value }),
  }).toEqual(told);
});

test("arguments keep the path at which they stood", () => {
  expect(requestIn(at(call))?.arguments?.path).toBe("/body/params/arguments");
  expect(requestIn(at({ a: 1 }))?.arguments?.path).toBe("/body");
});

test("bare arguments may have a name, a method or an id of their own", () => {
  const body = { name: "Ada", id: 3, method: "post" };
  expect(requestIn(at(body))).toMatchObject({
    arguments: { value: body },
    tool: undefined,
    id: undefined,
  });
});

test("_meta tells client, version and trace; a client's name is never a user agent", () => {
  const trace = "0af7651916cd43dd8448eb211c80319c";
  const meta = {
    "io.modelcontextprotocol/clientInfo": { name: "ide", version: "3" },
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    traceparent: `00-${trace}-b7ad6b7169203331-01`,
  };
  const fields = requestIn(at({ ...call, params: { ...call.params, _meta: meta } }))?.meta;
  expect(fields).toMatchObject({
    "mcp.client.name": { value: "ide" },
    "mcp.client.version": { value: "3" },
    "mcp.protocol.version": { value: "2026-07-28" },
    trace_id: { value: trace, state: "derived" },
    parent_span_id: { value: "b7ad6b7169203331" },
  });
});

test.each(["00-0-0-0", `00-${"0".repeat(32)}-b7ad6b7169203331-01`, 7, null])(
  "%j is no trace",
  (traceparent) => {
    const body = { ...call, params: { ...call.params, _meta: { traceparent } } };
    expect(requestIn(at(body))?.meta).toEqual({});
  },
);

test.each([
  [{ jsonrpc: "2.0", id: 1, error: { code: -32602, message: "no" } }, "protocol_error"],
  [{ error: { message: "no" } }, "protocol_error"],
  [{ jsonrpc: "2.0", id: 1, result: { isError: true, content: [] } }, "tool_error"],
  [{ jsonrpc: "2.0", id: 1, result: { isError: false } }, "success"],
  [{ jsonrpc: "2.0", id: 1, result: { content: [] } }, "success"],
  [{ result: { resultType: "input_required" } }, "pending"],
  [{ content: [], isError: true }, "tool_error"],
  ['event: message\ndata: {"jsonrpc":"2.0","id":1,"result":{"isError":true}}\n\n', "tool_error"],
  [{ jsonrpc: "2.0", id: 1 }, undefined],
  ["plain text", undefined],
  [null, undefined],
  [7, undefined],
])("the outcome of the reply %j is %s", (body, outcome) => {
  expect(outcomeOfReply(at(body))?.value).toBe(outcome);
});

test("a code is a text, whatever it was", () => {
  expect(replyIn(at({ error: { code: -32000, message: "m" } }))).toMatchObject({
    code: { value: "-32000", path: "/body/error/code" },
    message: { value: "m" },
  });
});

test("what a tool answers may look like anything: only isError and resultType speak", () => {
  expect(outcomeOfResult(at({ error: { code: 1 } }))?.value).toBe("success");
  expect(outcomeOfResult(at('{"isError":true}'))?.value).toBe("tool_error");
  expect(outcomeOfResult(undefined)).toBeUndefined();
});

test("a long number in a text keeps its digits", () => {
  expect(unwrapped(at('{"id":12345678901234567890}'))?.value).toEqual({
    id: "12345678901234567890",
  });
});

test.each([
  ['{"a":', true],
  ["[1,2", true],
  ["[secret:k1:ouya2vj4ppixmbjjm6pmhafvle]", undefined],
  ["[redaction_failed:limit]", undefined],
  ["words", undefined],
  [{}, undefined],
])("whether %j was cut off: %s", (passed, isCut) => {
  const fields = argumentFields(at(passed));
  expect(fields["gen_ai.tool.call.arguments"]?.value).toEqual(passed);
  expect(fields.arguments_truncated?.value).toBe(isCut);
});
