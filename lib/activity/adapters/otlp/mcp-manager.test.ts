import { expect, test } from "vitest";
import { adapted, readsWrongTypes, wire } from "../../testing/adapted";
import { log, START } from "../../testing/spans";
import { otlp } from "./otlp";

const read = (...jsons: ReturnType<typeof log>[]) => adapted(otlp, wire("otlp-log", ...jsons));
const later = (ms: number) => String(START + BigInt(ms) * 1_000_000n);

const leg = (event: string, at: number, attributes = {}) =>
  log({
    service: "mcp-manager",
    eventName: event,
    time: later(at),
    attributes: { correlation_id: "m-1", "user.email": "desk@example.com", ...attributes },
  });
const MESSAGE = {
  jsonrpc: "2.0",
  id: 4,
  method: "tools/call",
  params: { name: "run", arguments: { a: 1 } },
};

test("MCP Manager: four records are one call, in whatever order they come", () => {
  const legs = [
    leg("proxy_response_success", 90, { "http.response.status_code": 200 }),
    leg("mcp_request_success", 10, { "mcp.server.name": "jobs", body: MESSAGE }),
    leg("proxy_request_success", 0),
    leg("mcp_response_success", 80, { body: { jsonrpc: "2.0", id: 4, result: { isError: true } } }),
  ];
  const { data } = read(...legs);
  expect(data).toMatchObject([
    {
      kind: "tool_call",
      occurred_at: "2026-03-02T08:00:00.250Z",
      time_basis: "start",
      duration_ms: 90,
      "user.id": expect.stringMatching(/^\[email:/),
      operation: "jobs.run",
      "gen_ai.tool.call.arguments": { a: 1 },
      "jsonrpc.request.id": "4",
      outcome: "tool_error",
      "http.response.status_code": 200,
      correlation_ids: [{ kind: "correlation_id", value: "m-1" }],
      joined_from: [1, 3, 0],
    },
  ]);
});

test.each([
  [[leg("proxy_request_success", 0, { tool_name: "run" })], "unknown"],
  [[leg("mcp_response_success", 0, { tool_name: "run" })], "success_unverified"],
  [[leg("mcp_response_error", 0, { tool_name: "run" })], "error"],
  [[leg("proxy_response_failure", 0, { tool_name: "run", status_code: 403 })], "denied"],
  [[leg("proxy_response_failure", 0, { tool_name: "run", status_code: 504 })], "timeout"],
  [[leg("proxy_response_failure", 0, { tool_name: "run", status_code: 500 })], "transport_error"],
])("MCP Manager: outcome %#", (legs, outcome) => {
  expect(read(...legs).data).toMatchObject([{ outcome }]);
});

test("MCP Manager: one id with two messages is two calls", () => {
  const twice = [
    leg("proxy_request_success", 0, { tool_name: "a" }),
    leg("proxy_request_success", 1, { tool_name: "b" }),
  ];
  const { data, keys } = read(...twice);
  expect(data.map((one) => one.operation)).toEqual(["a", "b"]);
  expect(new Set(keys).size).toBe(2);
});

test("MCP Manager: what belongs to no message is left out, what calls no tool is activity", () => {
  const { data, left } = read(
    log({ service: "mcp-manager", eventName: "started" }),
    leg("proxy_request_success", 0, { "mcp.method.name": "tools/list" }),
  );
  expect(data).toMatchObject([{ kind: "activity" }]);
  expect(left.skipped).toMatchObject([{ position: 0 }]);
});

test("MCP Manager: nothing of a wrong type throws", () => {
  const legs = [
    leg("proxy_request_success", 0, { body: MESSAGE }),
    leg("mcp_response_success", 5, { status_code: 200 }),
  ];
  expect(readsWrongTypes(otlp, "otlp-log", legs)).toBeGreaterThan(100);
});
