import { expect, test } from "vitest";
import { CALL, callOf, HTTP, OTHER_TRACE, readSpans, span, TRACE } from "../../testing/spans";

test("what the linked HTTP span knows is joined, though it is of another trace", () => {
  const { "client.address": _, "client.port": __, ...bare } = CALL;
  const record = callOf(
    span(1, { attributes: bare, links: [{ trace: OTHER_TRACE, span: 5 }] }),
    span(5, { name: "POST /mcp", trace: OTHER_TRACE, attributes: HTTP }),
  );
  expect(record).toMatchObject({
    "client.address": "198.51.100.4",
    "client.port": 50_000,
    "user_agent.original": "agent/1.0",
    "user.id": "u-1",
    "caller.type": "user",
    "http.response.status_code": 200,
    joined_from: [1],
    field_state: { "user_agent.original": "joined", "user.id": "joined" },
    field_source: { "user_agent.original": "1:/span/attributes/user_agent.original" },
    completeness: { G2: "full", G3: "full" },
  });
});

test("an HTTP span that links the call is joined as well", () => {
  const record = callOf(
    span(1, { attributes: CALL }),
    span(5, { trace: OTHER_TRACE, attributes: HTTP, links: [{ trace: TRACE, span: 1 }] }),
  );
  expect(record).toMatchObject({ "user_agent.original": "agent/1.0" });
});

test("an HTTP span above the call is joined, its address only where the call has none", () => {
  const record = callOf(
    span(1, { name: "POST /mcp", attributes: HTTP, ms: 50 }),
    span(2, { name: "internal", kind: "internal", parent: 1 }),
    span(3, { attributes: CALL, parent: 2 }),
  );
  expect(record).toMatchObject({
    "client.address": "192.0.2.10",
    "client.port": 40_001,
    "user.id": "u-1",
  });
});

test("an HTTP span of the same trace is joined where it is the only one that ran meanwhile", () => {
  const call = span(3, { attributes: CALL, parent: 77, from: 5 });
  const http = (n: number, from: number) =>
    span(n, { attributes: { ...HTTP, "user_agent.original": `ua-${n}` }, from, ms: 30 });
  expect(callOf(call, http(1, 0), http(2, 100))).toMatchObject({ "user_agent.original": "ua-1" });
  const { data, left } = readSpans(call, http(1, 0), http(2, 1));
  expect(data[0]).not.toHaveProperty(["user_agent.original"]);
  expect(left.skipped.map(({ position }) => position)).toEqual([1, 2]);
});

test("an HTTP request that went out, or arrived somewhere else, is not joined", () => {
  const record = callOf(
    span(1, { attributes: HTTP, service: "shop", ms: 90 }),
    span(2, { attributes: HTTP, kind: "client", parent: 1, ms: 80 }),
    span(3, { attributes: CALL, parent: 2 }),
  );
  expect(record).not.toHaveProperty(["user_agent.original"]);
});

test("a denial over HTTP is one, though the span of the call says nothing", () => {
  const denied = { ...HTTP, "http.response.status_code": 403 };
  const record = callOf(
    span(1, { attributes: denied, ms: 9 }),
    span(2, { attributes: CALL, parent: 1 }),
  );
  expect(record).toMatchObject({
    outcome: "denied",
    field_source: { outcome: expect.stringMatching(/^0:/) },
  });
});
