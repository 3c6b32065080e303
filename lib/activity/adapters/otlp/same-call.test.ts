import { expect, test } from "vitest";
import { CALL, callOf, readSpans, span, spanId } from "../../testing/spans";

test("the legs of one call are counted once, and tell where it went", () => {
  const prefixed = { "mcp.method.name": "tools/call", "gen_ai.tool.name": "postgres__query" };
  const record = callOf(
    span(2, {
      kind: "client",
      parent: 1,
      from: 1,
      ms: 5,
      attributes: {
        ...CALL,
        "server.address": "db.example.com",
        "server.port": 8080,
        "user.id": "gateway",
      },
    }),
    span(1, { attributes: prefixed }),
  );
  expect(record).toMatchObject({
    span_id: spanId(1),
    "gateway.tool.raw_name": "postgres__query",
    "gen_ai.tool.name": "query",
    operation: "postgres.query",
    "mcp.server.name": "postgres",
    "mcp.server.endpoint": "db.example.com:8080",
    joined_from: [0],
  });
  for (const name of ["user.id", "client.address"]) expect(record).not.toHaveProperty([name]);
});

test.each([
  ["another tool", { from: 1, attributes: { ...CALL, "gen_ai.tool.name": "other" } }],
  ["the same tool, begun after it ended", { from: 500, attributes: CALL }],
])("a span below a call about %s is a call of its own", (_, below) => {
  expect(
    readSpans(span(1, { attributes: CALL }), span(2, { parent: 1, ...below })).data,
  ).toHaveLength(2);
});

test("requests that arrived below one span are calls of their own; through a gateway it is one", () => {
  const below = (n: number) => span(n, { parent: 1, from: n, ms: 1, attributes: CALL });
  expect(readSpans(span(1, { attributes: CALL }), below(2), below(3)).data).toHaveLength(3);
  const leg = span(2, { kind: "client", parent: 1, from: 1, ms: 9, attributes: CALL });
  const upstream = span(3, { parent: 2, from: 2, ms: 5, attributes: CALL, service: "upstream" });
  expect(callOf(span(1, { attributes: CALL }), leg, upstream)).toMatchObject({
    span_id: spanId(1),
  });
});
