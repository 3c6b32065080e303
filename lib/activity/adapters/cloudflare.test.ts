import { expect, test } from "vitest";
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { decodeJsonBody } from "../decode/json-body";
import { adapted, readsWrongTypes, wire } from "../testing/adapted";
import { cloudflare } from "./cloudflare";

const ROW = {
  ClientCountry: "nl",
  ClientIP: "203.0.113.40",
  ColoCode: "AMS",
  Datetime: "2026-09-01T08:00:02Z",
  Error: "",
  Method: "tools/call",
  PortalAUD: "p-aud",
  PortalID: "portal-1",
  PromptGetName: "",
  ResourceReadURI: "",
  ServerAUD: "s-aud",
  ServerID: "wiki",
  ServerResponseDurationMs: 88,
  ServerURL: "https://wiki.example.com/mcp",
  SessionID: "s-3",
  Success: true,
  ToolCallName: "search",
  UserEmail: "robin@example.com",
  UserID: "cf-u-1",
} as const satisfies JsonObject;

const read = (...jsons: Json[]) => adapted(cloudflare, wire("json", ...jsons));
const recordOf = (json: Json): JsonObject => read(json).data[0] ?? {};

test("a row is told with every group that Cloudflare has", () => {
  const record = recordOf(ROW);
  expect(record).toMatchObject({
    kind: "tool_call",
    occurred_at: "2026-09-01T08:00:02.000Z",
    time_precision: "s",
    "user.id": "cf-u-1",
    "client.address": "203.0.113.40",
    "mcp.method.name": "tools/call",
    "gen_ai.tool.name": "search",
    "mcp.server.id": "wiki",
    "mcp.server.endpoint": "https://wiki.example.com/mcp",
    outcome: "success_unverified",
    duration_ms: 88,
    "mcp.session.id": "s-3",
    correlation_ids: [{ kind: "session_id", value: "s-3" }],
    completeness: { G1: "weak", G3: "weak", G5: "missing", G7: "weak" },
  });
  for (const name of ["error.message", "mcp.resource.uri", "gen_ai.prompt.name"]) {
    expect(record).not.toHaveProperty([name]);
  }
});

test("a user without an id is told by the token of the mailbox", () => {
  expect(recordOf({ ...ROW, UserID: "" })).toMatchObject({
    "user.id": expect.stringMatching(/^\[email:/),
    field_state: { "user.id": "redacted" },
  });
});

test.each([
  ["seconds", "1788000002", "2026-08-29T10:40:02.000Z", "s"],
  ["milliseconds", "1788000002123", "2026-08-29T10:40:02.123Z", "ms"],
  ["microseconds", "1788000002123456", "2026-08-29T10:40:02.123Z", "us"],
  ["nanoseconds", "1788000002123456789", "2026-08-29T10:40:02.123Z", "ns"],
])("a time in %s is known by its size, and loses no digit", (_, digits, instant, precision) => {
  const text = JSON.stringify(ROW).replace(`"${ROW.Datetime}"`, digits);
  const { records } = decodeJsonBody(new TextEncoder().encode(text));
  expect(adapted(cloudflare, records).data[0]).toMatchObject({
    occurred_at: instant,
    occurred_at_raw: digits,
    time_precision: precision,
  });
});

test.each<[outcome: string, of: JsonObject]>([
  ["error", { Success: false }],
  ["error", { Error: "upstream closed" }],
  ["success_unverified", { Success: true }],
])("its outcome is %s: %j", (outcome, of) => {
  expect(recordOf({ ...ROW, ...of })).toMatchObject({ outcome });
});

test("other methods are activity", () => {
  const row = { ...ROW, Method: "prompts/get", ToolCallName: "", PromptGetName: "greet" };
  expect(recordOf(row)).toMatchObject({ kind: "activity", "gen_ai.prompt.name": "greet" });
});

test("two rows that say the same are two calls", () => {
  expect(new Set(read(ROW, ROW).keys).size).toBe(2);
});

test("what names no portal is put aside", () => {
  expect(read({ ClientIP: "203.0.113.40" }).left.quarantined).toHaveLength(1);
});

test("nothing of a wrong type makes it fail", () => {
  expect(readsWrongTypes(cloudflare, "json", [ROW])).toBeGreaterThan(300);
});
