import { expect, test } from "vitest";
import { adapted, readsWrongTypes, wire } from "../testing/adapted";
import { agentgateway } from "./agentgateway";

const LINE = {
  level: "info",
  time: "2026-03-02T08:00:00.250000Z",
  scope: "request",
  gateway: "default/edge",
  "src.addr": "192.0.2.80:6000",
  "http.method": "POST",
  "http.path": "/mcp",
  "http.version": "HTTP/2.0",
  "http.status": 200,
  "trace.id": "11112222333344445555666677778888",
  "span.id": "9999aaaabbbbcccc",
  "jwt.sub": "u-1",
  protocol: "mcp",
  "mcp.method.name": "tools/call",
  "mcp.target": "billing",
  "mcp.resource.type": "tool",
  "gen_ai.tool.name": "refund",
  "mcp.session.id": "s-1",
  duration: "1.5s",
};
const read = (...lines: object[]) =>
  adapted(agentgateway, wire("json", ...lines.map((line) => ({ ...line }))));

test("a line has all but what nobody configured", () => {
  const { data } = read(LINE);
  expect(data).toMatchObject([
    {
      kind: "tool_call",
      occurred_at: "2026-03-02T08:00:00.250Z",
      time_basis: "end",
      clock_source: "gateway",
      "caller.type": "user",
      "user.id": "u-1",
      "client.address": "192.0.2.80",
      "client.port": 6000,
      "client.address_source": "peer",
      operation: "billing.refund",
      outcome: "success_unverified",
      duration_ms: 1500,
      "network.protocol.version": "HTTP/2.0",
      source: { gateway: "default/edge" },
      completeness: {
        G1: "full",
        G2: "full",
        G3: "weak",
        G4: "full",
        G5: "missing",
        G6: "full",
        G7: "full",
      },
    },
  ]);
  for (const name of ["user_agent.original", "gen_ai.tool.call.arguments", "credential_id"]) {
    expect(data[0]).not.toHaveProperty([name]);
  }
});

test("fields that the operator adds complete it", () => {
  const { "jwt.sub": _, ...rest } = LINE;
  const added = {
    ...rest,
    user_agent: "agent/3",
    "gen_ai.tool.call.arguments": { amount: 5 },
    "mcp.tool.is_error": false,
    "agw.api_key.name": "ci",
    "src.identity": "spiffe://example.com/ns/a/sa/b",
    sender_sequence: 9,
  };
  expect(read(added).data).toMatchObject([
    {
      "caller.type": "credential",
      credential_id: "ci",
      "gen_ai.agent.id": "spiffe://example.com/ns/a/sa/b",
      "user_agent.original": "agent/3",
      "gen_ai.tool.call.arguments": { amount: 5 },
      arguments_count: 1,
      outcome: "success",
      completeness: { score: 1 },
    },
  ]);
});

test.each([
  [".5000Z", ".005Z"],
  [".250000Z", ".250Z"],
  [".999999Z", ".999Z"],
  [".1Z", ".000Z"],
  ["Z", ".000Z"],
])("microseconds without leading zeros: %s is %s", (written, meant) => {
  const { data } = read({ ...LINE, time: `2026-03-02T08:00:00${written}` });
  expect(data).toMatchObject([{ occurred_at: `2026-03-02T08:00:00${meant}` }]);
});

test.each([
  ...["JwtAuth", "Oidc", "BasicAuth", "APIKeyAuth"],
  ...["ExtAuth", "Authorization", "Guardrail", "RateLimit"],
])("the reason %s is a denial, whatever else is said", (reason) => {
  const denied = { ...LINE, reason, "http.status": 403, "mcp.error.code": -32001 };
  expect(read(denied).data).toMatchObject([{ outcome: "denied" }]);
});

test.each<[object, string]>([
  [{ reason: "Timeout", "http.status": 504 }, "timeout"],
  [{ "mcp.error.code": -32602, "http.status": 400, "mcp.tool.is_error": true }, "protocol_error"],
  [{ "mcp.tool.is_error": true }, "tool_error"],
  [{ "mcp.tool.is_error": false }, "success"],
  [{ reason: "NoHealthyBackend", "http.status": 503 }, "transport_error"],
  [{ reason: "UpstreamFailure", "http.status": 200 }, "transport_error"],
  [{ reason: "Internal", "http.status": 500 }, "transport_error"],
  [{ "http.status": 502 }, "transport_error"],
  [{ "http.status": 404, reason: "NotFound" }, "protocol_error"],
  [{ "http.status": 202 }, "success_unverified"],
])("%j is %s", (more, outcome) => {
  expect(read({ ...LINE, ...more }).data).toMatchObject([{ outcome }]);
});

test("a denial names its policy; a hidden one cannot be told from an unknown tool", () => {
  expect(read({ ...LINE, reason: "Authorization", "http.status": 403 }).data).toMatchObject([
    { policy: { action: "deny", reason: "Authorization", source: "agentgateway" } },
  ]);
  const hidden = {
    "mcp.error.code": -32602,
    "mcp.error.message": "Unknown tool: refund",
    "http.status": 400,
  };
  const { data } = read({ ...LINE, ...hidden });
  expect(data).toMatchObject([{ outcome: "protocol_error", "rpc.response.status_code": "-32602" }]);
  expect(data[0]).not.toHaveProperty("policy");
});

test("other requests are activity, other lines are left out, and the same call has the same key", () => {
  const { data, keys, left } = read(
    { ...LINE, "mcp.method.name": "tools/list", "span.id": "9999aaaabbbbdddd" },
    { level: "info", time: LINE.time, scope: "proxy", message: "started" },
    { ...LINE, duration: "2s" },
  );
  expect(data.map(({ kind }) => kind)).toEqual(["activity", "tool_call"]);
  expect(left.skipped).toMatchObject([{ position: 1 }]);
  expect(read(LINE).keys[0]).toBe(keys[1]);
});

test("nothing of a wrong type throws", () => {
  const added = {
    ...LINE,
    reason: "x",
    "mcp.error.code": 1,
    "gen_ai.tool.call.arguments": { a: 1 },
    error: "e",
  };
  expect(readsWrongTypes(agentgateway, "json", [added])).toBeGreaterThan(400);
});
