// gateway-logs §4 row 4: amendments, of rows that are written again and of calls whose partner comes later.
import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { ALL_CALLS } from "../calls/call-filter";
import { listCalls, versionsOf } from "../calls/queries-calls";
import { stateOf } from "../record/canonical-record";
import { agentgatewayLine, obotRow } from "../testing/gateway-lines";
import { entriesOf, NOW, openForPushing, pushingSource } from "../testing/pushing";

beforeAll(openForPushing);

test("a row that is written again is an amendment; sent in any order again, each version is known", async () => {
  const source = await pushingSource("obot");
  const [asked, answered, corrected] = [
    obotRow(7, { status: "unknown" }),
    obotRow(7, { status: "success", httpStatus: 200, durationMs: 12 }),
    obotRow(7, { status: "denied", httpStatus: 403, durationMs: 12 }),
  ] as const;
  expect(await source.send([asked])).toMatchObject({ accepted: 1 });
  expect(await source.send([answered, corrected, obotRow(8, { status: "unknown" })])).toMatchObject(
    {
      ...{ accepted: 3, duplicates: 0, quarantined: 0 },
    },
  );
  for (const version of [corrected, asked, answered]) {
    expect(await source.send([version])).toMatchObject({ accepted: 0, duplicates: 1 });
  }
  const entries = (await entriesOf(source.id)).filter(({ data }) =>
    JSON.stringify(data.correlation_ids).includes('"7"'),
  );
  const [first, second, third] = entries.map(({ data, index, key }) => ({ data, index, key }));
  expect(entries).toHaveLength(3);
  expect(first?.data).toMatchObject({ version: 1, outcome: "unknown" });
  expect(second).toMatchObject({
    key: `${first?.key}/v2`,
    data: {
      ...{ version: 2, supersedes: first?.data.record_id, corrects: Number(first?.index) },
      idempotency_key: first?.key,
    },
  });
  expect(third).toMatchObject({
    key: `${first?.key}/v3`,
    data: { version: 3, supersedes: second?.data.record_id, outcome: "denied" },
  });
});

test("a later version that says it was another call takes nobody's place: the first one is found as before", async () => {
  const source = await pushingSource("litellm");
  const row = (tool: string, user: string): JsonObject => ({
    ...{ id: "call-1", call_type: "call_mcp_tool", status: "success", startTime: 1_795_262_398.25 },
    metadata: {
      mcp_tool_call_metadata: { name: tool, mcp_server_name: "postgres" },
      user_api_key_user_id: user,
    },
  });
  await source.send([row("drop_table", "agent-a")]);
  expect(await source.send([row("list_tables", "agent-b")])).toMatchObject({ accepted: 1 });
  expect(await source.send([row("list_tables", "agent-b")])).toMatchObject({ duplicates: 1 });
  const [first, second] = await entriesOf(source.id);
  expect(second?.data).toMatchObject({ version: 2, contradicts: Number(first?.index) });
  const officer: Actor = { kind: "job", id: "t", grants: ["call:read", "call:read-all"] };
  const filter = { ...ALL_CALLS, source: source.id };
  const page = { page: 1, pageSize: 10 };
  const { rows } = await listCalls(officer, { ...filter, agent: "agent-a" }, page);
  expect(rows).toMatchObject([{ idx: String(first?.index), operation: "postgres.drop_table" }]);
  expect(await listCalls(officer, filter, page)).toMatchObject({ total: 2 });
  for (const entry of [first, second]) {
    const versions = await versionsOf(officer, String(entry?.index));
    expect(versions.map(({ version }) => version)).toEqual([1, 2]);
  }
});

test("two who send different versions at once make a version each", async () => {
  const source = await pushingSource("litellm");
  const row = (tool: string): JsonObject => ({
    ...{ id: "call-1", call_type: "call_mcp_tool", status: "success", startTime: 1_795_262_398.25 },
    metadata: { mcp_tool_call_metadata: { name: tool, mcp_server_name: "postgres" } },
  });
  const sent = await Promise.all(["a", "b", "c"].map((tool) => source.send([row(tool)])));
  expect(sent.map(({ accepted }) => accepted)).toEqual([1, 1, 1]);
  const versions = (await entriesOf(source.id)).map(({ data }) => data.version);
  expect(versions).toEqual([1, 2, 3]);
});

const LOGGER = "mcpgateway.services.structured_logger";
const ID = "0123456789abcdef0123456789abcdef";

/** What ContextForge writes of one call: the tool record, and the HTTP record that carried it. */
const TOOL: JsonObject = {
  ...{ name: LOGGER, "@timestamp": "2026-11-21T11:59:58.250000Z", span_id: "b".repeat(16) },
  ...{ message: "[tool_service] Tool 'query' invoked successfully", component: "tool_service" },
  ...{ resource_type: "tool", resource_action: "invoke", custom_fields: { tool_name: "query" } },
  ...{ user_id: "u-17", duration_ms: 12.5, correlation_id: ID, request_id: ID },
};
const HTTP: JsonObject = {
  ...{ name: LOGGER, component: "http_gateway", operation_type: "http_request" },
  ...{ client_ip: "10.1.2.3", user_agent: "desk/3.1", response_status_code: 200 },
  ...{ correlation_id: ID, request_id: ID, metadata: { event: "request_completed" } },
};
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);

test.each([
  ["after", [TOOL], [HTTP]],
  ["before", [HTTP], [TOOL]],
])(
  "an HTTP record of ContextForge that comes %s its call completes it",
  async (_, first, second) => {
    const source = await pushingSource("contextforge");
    await source.send(first);
    await source.send(second, {}, later(59));
    const [call, amended, ...others] = await entriesOf(source.id);
    expect(others).toEqual([]);
    expect(call?.data).toMatchObject({ completeness: { G3: "missing" } });
    expect(amended).toMatchObject({
      key: `${call?.key}/v2`,
      data: {
        ...{ version: 2, corrects: Number(call?.index), supersedes: call?.data.record_id },
        ...{ "client.address": "10.1.2.3", "user_agent.original": "desk/3.1", operation: "query" },
        ...{ "user.id": "u-17", completeness: { G3: "full" } },
      },
    });
    expect(stateOf(amended?.data ?? {}, "client.address")).toBe("joined");
    await source.send(second, {}, later(59));
    await source.send(first, {}, later(59));
    expect(await entriesOf(source.id)).toHaveLength(2);
  },
);

test("a partner that comes after the window completes nothing", async () => {
  const source = await pushingSource("contextforge");
  await source.send([TOOL]);
  await source.send([HTTP], {}, later(61));
  expect(await entriesOf(source.id)).toHaveLength(1);
});

/** One span of a service, as an SDK sends it. */
function spanOf(id: string, kind: number, more: JsonObject): JsonObject {
  const start = 1_795_262_398_250n;
  const times = (from: bigint, to: bigint) => ({
    startTimeUnixNano: `${from}000000`,
    endTimeUnixNano: `${to}000000`,
  });
  const { attributes = {}, ...rest } = more;
  const isHttp = rest.parentSpanId === undefined;
  const span = {
    ...{ traceId: "a".repeat(32), spanId: id.repeat(16), kind },
    ...(isHttp ? times(start - 5n, start + 50n) : times(start, start + 12n)),
    ...rest,
    attributes: Object.entries(attributes ?? {}).map(([key, value]) => ({
      key,
      value: { stringValue: value },
    })),
  };
  const resource = { attributes: [{ key: "service.name", value: { stringValue: "gw" } }] };
  return { resourceSpans: [{ resource, scopeSpans: [{ spans: [span] }] }] };
}

test.each([
  ["its parent", { parentSpanId: "c".repeat(16) }, {}],
  [
    "linked",
    { parentSpanId: "d".repeat(16), links: [{ traceId: "f".repeat(32), spanId: "c".repeat(16) }] },
    { traceId: "f".repeat(32) },
  ],
  ["the only one of its trace", { parentSpanId: "d".repeat(16) }, {}],
])("an HTTP span that is exported later and is %s completes a call", async (_, ofCall, ofHttp) => {
  const source = await pushingSource("otlp");
  const send = (span: JsonObject) =>
    source.send(JSON.stringify(span), { format: "otlp-traces", contentType: "application/json" });
  const attributes = { "mcp.method.name": "tools/call", "gen_ai.tool.name": "query" };
  await send(spanOf("b", 2, { ...ofCall, name: "tools/call query", attributes }));
  const http = {
    "http.request.method": "POST",
    "client.address": "10.1.2.3",
    "user_agent.original": "desk/3.1",
  };
  await send(spanOf("c", 2, { ...ofHttp, name: "POST /mcp", attributes: http }));
  const entries = await entriesOf(source.id);
  expect(entries.map(({ data }) => data.version ?? 1)).toEqual([1, 2]);
  expect(entries[1]?.data).toMatchObject({
    "client.address": "10.1.2.3",
    completeness: { G3: "full" },
  });
});

test.each([
  ["logged and then traced", "log first"],
  ["traced and then logged", "span first"],
])("a call of agentgateway that is %s is one call, with what both know of it", async (_, order) => {
  const source = await pushingSource("agentgateway");
  const attributes = { "mcp.method.name": "tools/call", "mcp.target": "postgres" };
  const more = { "gen_ai.tool.name": "query", "mcp.session.id": "s-1" };
  const span = spanOf("b", 2, {
    parentSpanId: "d".repeat(16),
    attributes: { ...attributes, ...more },
  });
  const line = agentgatewayLine(1, { "trace.id": "a".repeat(32), "span.id": "b".repeat(16) });
  const otlp = { format: "otlp-traces", contentType: "application/json" } as const;
  const tell = [() => source.send([line]), () => source.send(JSON.stringify(span), otlp)];
  for (const send of order === "log first" ? tell : tell.toReversed()) {
    expect(await send()).toMatchObject({ accepted: 1, quarantined: 0 });
  }
  for (const send of tell) expect(await send()).toMatchObject({ duplicates: 1, quarantined: 0 });
  const entries = await entriesOf(source.id);
  expect(entries.map(({ data }) => data.version ?? 1)).toEqual([1, 2]);
  expect(entries[1]?.data).toMatchObject({
    ...{ "client.address": "10.1.2.3", "user_agent.original": "desk/3.1", "user.id": "ops-agent" },
    ...{ "mcp.session.id": "s-1", occurred_at: "2026-11-21T11:59:58.005Z" },
  });
});

const attributesOf = (values: Record<string, string>) =>
  Object.entries(values).map(([key, stringValue]) => ({ key, value: { stringValue } }));
const TRACE = "0af7651916cd43dd8448eb211c80319c";
const SPAN: JsonObject = {
  ...{ traceId: TRACE, spanId: "b7ad6b7169203331", parentSpanId: "00f067aa0ba902b7" },
  ...{ startTimeUnixNano: "1795262398100000000", endTimeUnixNano: "1795262398200000000" },
  attributes: attributesOf({ "mcp.method.name": "tools/call", "gen_ai.tool.name": "query" }),
};
const CARRIER: JsonObject = {
  ...{ traceId: TRACE, spanId: "00f067aa0ba902b7", kind: 2 },
  ...{ startTimeUnixNano: "1795262398000000000", endTimeUnixNano: "1795262398300000000" },
  attributes: attributesOf({ "http.request.method": "POST", "client.address": "10.1.2.3" }),
};
const spans = (...all: JsonObject[]) =>
  JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: all }] }] });
const OTLP = { format: "otlp-traces", transport: "otlp" } as const;

test("a call that comes again in another order, or among others, is known, and nothing of it is set aside", async () => {
  const source = await pushingSource();
  expect(await source.send(spans(SPAN, CARRIER), OTLP)).toMatchObject({ accepted: 1 });
  for (const again of [spans(CARRIER, SPAN), spans(SPAN), spans(SPAN, CARRIER)]) {
    const known = { accepted: 0, duplicates: 1, quarantined: 0 };
    expect(await source.send(again, OTLP)).toMatchObject(known);
  }
  expect(await entriesOf(source.id)).toHaveLength(1);
});

test("a call that comes again with what completes it is amended once; one that says something else is set aside", async () => {
  const source = await pushingSource();
  const late = later(3_600); // nobody waits for it any more
  expect(await source.send(spans(SPAN), OTLP)).toMatchObject({ accepted: 1 });
  expect(await source.send(spans(SPAN, CARRIER), OTLP, late)).toMatchObject({ accepted: 1 });
  for (const again of [spans(CARRIER, SPAN), spans(SPAN), spans(SPAN, CARRIER)]) {
    const known = { accepted: 0, duplicates: 1, quarantined: 0 };
    expect(await source.send(again, OTLP, late)).toMatchObject(known);
  }
  const other = { ...SPAN, attributes: attributesOf({ "mcp.method.name": "tools/call" }) };
  expect(await source.send(spans(other), OTLP, late)).toMatchObject({ quarantined: 1 });
  const [first, second, ...more] = (await entriesOf(source.id)).map(({ data }) => data);
  expect(first?.["client.address"]).toBeUndefined();
  expect(second).toMatchObject({ "client.address": "10.1.2.3", version: 2 });
  expect(more).toEqual([]);
});
