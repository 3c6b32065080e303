// LOG-01 to LOG-05 and RED-04, asked of what stands in the ledger after a push.
import { beforeAll, expect, test } from "vitest";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { isJsonObject } from "@/lib/ledger/json-shape";
import { stateOf } from "../record/canonical-record";
import { agentgatewayLine, obotRow } from "../testing/gateway-lines";
import { entriesOf, openForPushing, pushingSource } from "../testing/pushing";

beforeAll(openForPushing);

/** The data of what a source of this kind has in the ledger after these records. */
async function stored(kind: string, ...records: JsonObject[]): Promise<JsonObject[]> {
  const source = await pushingSource(kind, { environment: "production", region: "eu-west-1" });
  const outcome = await source.send(records);
  expect(outcome).toMatchObject({ accepted: records.length, quarantined: 0 });
  return (await entriesOf(source.id)).map(({ data }) => data);
}

const ids = { "trace.id": "a".repeat(32), "span.id": "b".repeat(16), "request.id": "r-1" };

test("LOG-01 the minimum fields of a call stand in the ledger: when, who, from where, what, with what, how it ended, and what it belongs to", async () => {
  const secret = "Bearer abcdefgh12345678abcdefgh";
  const passed = { sql: "select 1", mail: "robin@example.com", auth: secret };
  const line = agentgatewayLine(1, {
    ...ids,
    "agw.api_key.name": "ci-key",
    "gen_ai.tool.call.arguments": passed,
  });
  const [record] = await stored("agentgateway", line);
  expect(record).toMatchObject({
    occurred_at: "2026-11-21T11:59:58.005Z",
    ...{ "user.id": "ops-agent", credential_id: "ci-key" },
    ...{ "client.address": "10.1.2.3", "user_agent.original": "desk/3.1" },
    ...{ "gen_ai.tool.name": "query", "mcp.server.name": "postgres", operation: "postgres.query" },
    ...{ outcome: "success_unverified", "http.response.status_code": 200, duration_ms: 12 },
    ...{ trace_id: ids["trace.id"], span_id: ids["span.id"] },
    correlation_ids: [{ kind: "request_id", value: "r-1" }],
    ...{ environment: "production", region: "eu-west-1" },
    completeness: {
      G1: "full",
      G2: "full",
      G3: "full",
      G4: "full",
      G5: "full",
      G6: "full",
      G7: "full",
    },
  });
  const text = JSON.stringify(record);
  expect(text).not.toContain("robin@example.com");
  expect(text).not.toContain("abcdefgh12345678");
});

test("LOG-02 what a sender does not give is said to be missing, never guessed", async () => {
  const [record = {}] = await stored("agentgateway", {
    scope: "request",
    "mcp.method.name": "tools/call",
    "gen_ai.tool.name": "query",
  });
  for (const name of ["occurred_at", "user.id", "client.address", "outcome", "trace_id"] as const) {
    expect(record).not.toHaveProperty([name]);
    expect(stateOf(record, name)).toBe("not_provided");
  }
  expect(record.completeness).toMatchObject({ G1: "missing", G2: "missing", G3: "missing" });
});

test("LOG-02 a denial is logged as one, with its reason and where a value came from", async () => {
  const [record] = await stored(
    "agentgateway",
    agentgatewayLine(1, { "http.status": 403, reason: "Authorization" }),
  );
  expect(record).toMatchObject({
    kind: "tool_call",
    outcome: "denied",
    policy: { action: "deny", reason: "Authorization" },
    field_source: { outcome: "/reason" },
    field_state: { outcome: "derived" },
  });
});

test("LOG-02 denials that obot and Kong report are kept as what they are", async () => {
  const [denied] = await stored("obot", obotRow(1, { status: "denied", httpStatus: 403 }));
  expect(denied).toMatchObject({ outcome: "denied" });
  const rpc = { id: "1", method: "tools/call", tool_name: "query", error: "HTTP 403 Forbidden" };
  const [refused] = await stored("kong", {
    ...{ client_ip: "10.1.2.3", started_at: 1_795_262_398_250 },
    ai: { mcp: { rpc: [rpc], audit: [] } },
  });
  expect(refused).toMatchObject({ kind: "tool_call", outcome: "denied" });
});

test("LOG-04 a call that asks for input is pending, each round is a record, and what a client says of itself is no identity", async () => {
  const round = (id: number, result: JsonObject) =>
    obotRow(
      id,
      { status: "success", httpStatus: 200 },
      {
        actor: { actorType: "unknown" },
        details: {
          trace: { requestID: String(id) },
          client: { name: "admin", version: "3.1" },
          request: { body: { name: "query", arguments: {} } },
          response: { body: { jsonrpc: "2.0", id, result } },
        },
      },
    );
  const [asked, done] = await stored(
    "obot",
    round(11, { resultType: "input_required" }),
    round(12, { resultType: "complete", content: [] }),
  );
  expect(asked).toMatchObject({ kind: "tool_call", outcome: "pending" });
  expect(done).toMatchObject({ outcome: "success", "mcp.client.name": "admin" });
  for (const name of ["user.id", "credential_id", "gen_ai.agent.id", "user_agent.original"]) {
    expect(done).not.toHaveProperty([name]);
  }
  expect(done?.completeness).toMatchObject({ G2: "missing" });
});

test("LOG-05 what digests are kept of parameters are keyed, and the same for the same value", async () => {
  const [one, other, third] = await stored(
    "agentgateway",
    ...[7, 7, 8].map((ssn, at) =>
      agentgatewayLine(at, {
        ...{ "trace.id": `${at}`.repeat(32), "span.id": "b".repeat(16) },
        "gen_ai.tool.call.arguments": { ssn: `078-05-112${ssn}` },
      }),
    ),
  );
  expect(one?.arguments_hmac).toMatch(/^[a-z2-7]{26}$/);
  expect(one?.arguments_hmac).toBe(other?.arguments_hmac);
  expect(one?.arguments_hmac).not.toBe(third?.arguments_hmac);
  const [secret] = Object.values(argumentsOf(one));
  expect(secret).toMatch(/^\[secret:k[0-9a-f]{7}:[a-z2-7]{26}\]$/);
  expect(JSON.stringify(one)).not.toContain("078-05");
});

test("RED-04 a value that cannot be looked through is dropped, and its record is kept and says so", async () => {
  const long = "x y ".repeat(20_000);
  const [record = {}] = await stored(
    "agentgateway",
    agentgatewayLine(1, { "gen_ai.tool.call.arguments": { long, sql: "select 1" } }),
  );
  expect(argumentsOf(record)).toEqual({ long: "[redaction_failed:limit]", sql: "select 1" });
  expect(stateOf(record, "gen_ai.tool.call.arguments")).toBe("redaction_failed");
  expect(record.redaction).toMatchObject({ state: "failed" });
});

function argumentsOf(record: JsonObject = {}): JsonObject {
  const passed = record["gen_ai.tool.call.arguments"];
  return passed !== undefined && isJsonObject(passed) ? passed : {};
}
