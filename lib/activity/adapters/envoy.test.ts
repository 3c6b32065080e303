import { expect, test } from "vitest";
import { adapted, FACTS, readsWrongTypes, wire } from "../testing/adapted";
import { envoy } from "./envoy";

const FRONT = {
  bytes_received: 120,
  bytes_sent: 900,
  connection_termination_details: null,
  downstream_local_address: "198.51.100.1:443",
  downstream_remote_address: "192.0.2.70:61000",
  duration: 48,
  "mcp.provider.name": "wiki",
  "mcp.method.name": "tools/call",
  "mcp.tool.name": "wiki__find",
  "jsonrpc.request.id": "12",
  "mcp.session.id": "s-1",
  method: "POST",
  response_code: 200,
  start_time: "2026-03-02T08:00:00.250Z",
  upstream_host: "127.0.0.1:9856",
  upstream_transport_failure_reason: null,
  "user-agent": "agent/5",
  "x-envoy-origin-path": "/mcp",
  "x-request-id": "00000000-0000-4000-8000-000000000001",
};
const LEG = {
  ...FRONT,
  downstream_remote_address: "127.0.0.1:40000",
  duration: 40,
  "mcp.tool.name": "find",
  "mcp.session.id": null,
  start_time: "2026-03-02T08:00:00.255Z",
  upstream_host: "203.0.113.80:443",
  "user-agent": "Go-http-client/1.1",
};
const read = (...lines: object[]) =>
  adapted(envoy, wire("json", ...lines.map((line) => ({ ...line }))));

test("a line has time, address, user agent, tool and status, and nothing of the caller", () => {
  const { data } = read(FRONT);
  expect(data).toMatchObject([
    {
      kind: "tool_call",
      occurred_at: "2026-03-02T08:00:00.250Z",
      time_precision: "ms",
      time_basis: "start",
      duration_ms: 48,
      "client.address": "192.0.2.70",
      "client.port": 61_000,
      "user_agent.original": "agent/5",
      "gen_ai.tool.name": "find",
      "gateway.tool.raw_name": "wiki__find",
      operation: "wiki.find",
      outcome: "success_unverified",
      "http.response.status_code": 200,
      "jsonrpc.request.id": "12",
      "mcp.session.id": "s-1",
      correlation_ids: [{ kind: "request_id", value: FRONT["x-request-id"] }],
      completeness: {
        G2: "missing",
        G3: "full",
        G4: "full",
        G5: "missing",
        G6: "full",
        G7: "full",
      },
    },
  ]);
  for (const name of ["user.id", "trace_id", "mcp.server.endpoint"])
    expect(data[0]).not.toHaveProperty([name]);
});

test.each([
  ["first", [FRONT, LEG], [1]],
  ["last", [LEG, FRONT], [0]],
])(
  "the client's line is kept, whether it comes %s, and the other says where the call went",
  (_, lines, from) => {
    const { data } = read(...lines);
    expect(data).toMatchObject([
      {
        "client.address": "192.0.2.70",
        "user_agent.original": "agent/5",
        duration_ms: 48,
        "gateway.tool.raw_name": "wiki__find",
        "mcp.server.endpoint": "203.0.113.80:443",
        joined_from: from,
        field_state: { "mcp.server.endpoint": "joined" },
      },
    ]);
  },
);

test("a server that only the other line names takes the prefix off, too", () => {
  const { data } = read({ ...FRONT, "mcp.provider.name": null }, LEG);
  expect(data).toMatchObject([{ "gen_ai.tool.name": "find", operation: "wiki.find" }]);
});

test("the line to the upstream alone is a record; several of one request are one call", () => {
  expect(read(LEG).data).toMatchObject([{ "client.address": "127.0.0.1" }]);
  expect(read(LEG, LEG).data).toMatchObject([{ joined_from: [1] }]);
});

test("a client that sends one request id with several calls hides none of them", () => {
  const other = { ...FRONT, "jsonrpc.request.id": "13", "mcp.tool.name": "drop" };
  const legs = [LEG, { ...LEG, "jsonrpc.request.id": "13" }];
  const { data, keys } = read(FRONT, other, ...legs);
  expect(data).toMatchObject([
    { "jsonrpc.request.id": "12", joined_from: [2] },
    { "jsonrpc.request.id": "13", joined_from: [3] },
  ]);
  expect(new Set(keys).size).toBe(2);
});

test.each([
  ["begins after it ended", { start_time: "2026-03-02T08:00:09.000Z" }],
  ["is about another method", { "mcp.method.name": "tools/list" }],
])("a leg with the same request id that %s is a record of its own", (_, more) => {
  expect(read(FRONT, { ...LEG, ...more }).data).toMatchObject([
    { joined_from: [] },
    { joined_from: [] },
  ]);
});

test("an id that ten thousand lines share joins none of them, and takes no time", () => {
  const lines = Array.from({ length: 10_000 }, (_, id) => ({
    ...LEG,
    "jsonrpc.request.id": String(id),
  }));
  const records = lines.map(
    (json, position) => ({ position, envelope: "json", json, raw: new Uint8Array() }) as const,
  );
  expect(envoy.read(records, FACTS).drafts).toHaveLength(10_000);
});

test("lines without a request id stand for themselves", () => {
  const { "x-request-id": _, ...rest } = FRONT;
  expect(read(rest, rest).data).toHaveLength(2);
});

test("X-Forwarded-For counts as far as the hops in front are trusted", () => {
  const line = { ...FRONT, "x-forwarded-for": "203.0.113.9, 198.51.100.7" };
  const of = (trustedHops: number) =>
    adapted(envoy, wire("json", line), { ...FACTS, trustedHops }).data[0] ?? {};
  expect(of(0)["client.address"]).toBe("192.0.2.70");
  expect(of(1)).toMatchObject({ "client.address": "198.51.100.7", "client.address_source": "xff" });
  expect(of(2)["client.address"]).toBe("203.0.113.9");
});

test.each([
  [{ "rpc.response.status_code": -32602, response_code: 500 }, "protocol_error"],
  [{ response_code: 401 }, "denied"],
  [{ response_code: 403 }, "denied"],
  [{ response_code: 408 }, "timeout"],
  [{ response_code: 504 }, "timeout"],
  [{ response_code: 503 }, "transport_error"],
  [{ response_code: 404 }, "protocol_error"],
  [{ response_code: 202 }, "success_unverified"],
  [{ response_code: 0 }, "unknown"],
  [{ response_code: null }, undefined],
])("%j is %s", (more, outcome) => {
  expect(read({ ...FRONT, ...more }).data[0]?.outcome).toBe(outcome);
});

test("keys of the dynamic metadata are read, and a caller that the operator logs", () => {
  const line = {
    start_time: FRONT.start_time,
    response_code: 200,
    mcp_method: "tools/call",
    mcp_request_id: "4",
    mcp_backend: "wiki",
    mcp_tool_name: "find",
    "x-user": "u-3",
    sender_sequence: 2,
  };
  expect(read(line).data).toMatchObject([
    { operation: "wiki.find", "jsonrpc.request.id": "4", "user.id": "u-3", "caller.type": "user" },
  ]);
});

test("other methods are activity, other requests are left out", () => {
  const { data, left } = read(
    { ...FRONT, "mcp.method.name": "tools/list", "mcp.tool.name": null },
    { ...FRONT, "mcp.method.name": null, "mcp.tool.name": "-" },
  );
  expect(data.map(({ kind }) => kind)).toEqual(["activity"]);
  expect(left.skipped).toMatchObject([{ position: 1 }]);
});

test("it recognises its own lines, and nothing else", () => {
  const lines = wire(
    "json",
    FRONT,
    { start_time: "x", response_code: 200, "mcp.tool.name": "y" },
    { start_time: "x", response_code: 200 },
    {},
  );
  expect(lines.map(envoy.recognises)).toEqual([true, true, false, false]);
});

test("nothing of a wrong type throws", () => {
  const full = {
    ...FRONT,
    "x-forwarded-for": "1.2.3.4",
    "gen_ai.tool.call.arguments": "{}",
    "x-user": "u",
  };
  expect(readsWrongTypes(envoy, "json", [full, LEG])).toBeGreaterThan(800);
});
