import { expect, test } from "vitest";
import { readsWrongTypes } from "../../testing/adapted";
import { callOf, HTTP, OTHER_TRACE, span, TRACE } from "../../testing/spans";
import { otlp } from "./otlp";

const FAILED = { status: { code: 2 } };

const V1 = { "mcp.tool.name": "sum", "mcp.server.name": "calc", "mcp.user.id": "u-5" };

test.each([
  [{ "mcp.result.is_error": true }, {}, "tool_error"],
  [{ "mcp.result.is_error": false }, {}, "success"],
  [{}, FAILED, "error"],
  [{}, {}, "success_unverified"],
])("litellm, first integration: %j %j", (attributes, more, outcome) => {
  expect(
    callOf(
      span(1, {
        name: "mcp.execute_tool",
        kind: "internal",
        attributes: { ...V1, ...attributes },
        ...more,
      }),
    ),
  ).toMatchObject({
    "user.id": "u-5",
    operation: "calc.sum",
    source: { gateway: "gateway" },
    outcome,
  });
});

test("litellm, second integration: identity attributes, and the proxy's request through a link", () => {
  const record = callOf(
    span(1, {
      name: "tools/call sum",
      kind: "client",
      scope: "litellm",
      service: "litellm-proxy",
      links: [{ trace: OTHER_TRACE, span: 9 }],
      attributes: {
        "mcp.method.name": "tools/call",
        "gen_ai.tool.name": "sum",
        "metadata.user_api_key_user_id": "u-6",
        "metadata.user_api_key_hash": "hash-6",
        "metadata.user_api_key_team_id": "t-6",
      },
    }),
    span(9, { name: "POST /mcp", trace: OTHER_TRACE, service: "litellm-proxy", attributes: HTTP }),
  );
  expect(record).toMatchObject({
    "user.id": "u-6",
    credential_id: "hash-6",
    "team.id": "t-6",
    "user_agent.original": "agent/1.0",
    "client.address": "198.51.100.4",
    outcome: "success",
    trace_id: TRACE,
  });
});

test("litellm: nothing of a wrong type throws", () => {
  const attributes = { ...V1, "mcp.result.is_error": true };
  const full = span(1, { name: "mcp.execute_tool", attributes });
  expect(readsWrongTypes(otlp, "otlp-span", [full])).toBeGreaterThan(100);
});
