import { describe, expect, test } from "vitest";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { type CallColumns, type CallEntry, callColumns } from "./call-row";

const TS = "2026-11-21T12:00:00.000Z";
const KEY = "ab".repeat(32);

function entry(data: JsonObject, more: Partial<CallEntry> = {}): CallEntry {
  const record = { kind: "tool_call", ...data };
  return { idx: 7n, type: "call", key: KEY, src: { id: "gw-1" }, ts: TS, data: record, ...more };
}

function columns(data: JsonObject, more: Partial<CallEntry> = {}): CallColumns {
  const found = callColumns(entry(data, more));
  if (found === null) throw new Error("no record");
  return found;
}

test("what the ledger writes of itself is no record", () => {
  expect(callColumns(entry({ "gen_ai.agent.id": "a" }, { type: "ledger.created" }))).toBeNull();
  expect(callColumns({ ...entry({}), data: {} })).toBeNull();
});

test("a record is found by what its fields say", () => {
  const found = columns(
    {
      occurred_at: "2026-11-21T02:14:00.123Z",
      record_id: "0f0e0d0c-0b0a-8908-8706-050403020100",
      "mcp.server.name": "postgres-prod",
      operation: "postgres-prod.query",
      environment: "production",
      region: "eu",
      outcome: "success",
      duration_ms: 12.5,
      "client.address": "10.0.0.1",
      trace_id: "AB".repeat(16),
      correlation_ids: [
        { kind: "native_id", value: "n" },
        { kind: "session_id", value: "s" },
        { kind: "request_id", value: "r" },
      ],
      completeness: { G1: "full", G2: "weak", G3: "missing", G7: "full" },
    },
    { src: { id: "gw-1", epoch: "e", seq: 9 } },
  );
  expect(found).toMatchObject({
    kind: "tool_call",
    at: "2026-11-21T02:14:00.123Z",
    record_id: "0f0e0d0c-0b0a-8908-8706-050403020100",
    server: "postgres-prod",
    operation: "postgres-prod.query",
    environment: "production",
    region: "eu",
    outcome: "success",
    duration_ms: 12.5,
    address: "10.0.0.1",
    correlation: "r",
    completeness: 0b1000001,
    epoch: "e",
    seq: 9n,
  });
  expect(found.trace_id).toHaveLength(16);
});

describe("who called", () => {
  test.each([
    [{ "gen_ai.agent.id": "bot", "gen_ai.agent.name": "Bot", "user.id": "ana" }, "bot", "ana"],
    [{ "gen_ai.agent.name": "Bot", on_behalf_of: "eva", "user.id": "ana" }, "Bot", "eva"],
    [{ "user.id": "ana" }, "ana", null],
    [{ "user.id": "ana", on_behalf_of: "eva" }, "ana", "eva"],
    [{ "user.id": "ana", "caller.type": "credential" }, null, null],
    [{ "user.id": "ana", "caller.type": "anonymous" }, null, null],
    [{ "gen_ai.agent.id": "", "user.id": "ana" }, "ana", null],
  ])("of %j is %s, for %s", (data, agent, person) => {
    expect(columns({ ...data, credential_id: "key-1" })).toMatchObject({
      agent,
      person,
      credential: "key-1",
    });
  });
});

describe("when it was", () => {
  test.each([
    undefined,
    "2026-11-21",
    "2026-02-30T00:00:00.000Z",
    "0000-01-01T00:00:00.000Z",
    "1969-12-31T23:59:59.999Z",
    7,
  ])("is when it was recorded where the record says %j", (occurred_at) => {
    expect(columns(occurred_at === undefined ? {} : { occurred_at }).at).toBe(TS);
  });

  test("is the minute of a heartbeat, which nobody called", () => {
    const minute = "2026-11-21T11:58:00.000Z";
    expect(columns({ kind: "heartbeat", minute, "user.id": "x" })).toMatchObject({
      kind: "heartbeat",
      at: minute,
      agent: null,
    });
  });
});

describe("versions", () => {
  test("a record of which there is one alone has no key to find others by", () => {
    expect(columns({ idempotency_key: KEY })).toMatchObject({ version: 1, call_key: null });
  });

  test.each<[JsonObject, Partial<CallEntry>]>([
    [{ content_version: "0123", version: 1 }, {}],
    [{ version: 2, corrects: 3 }, { key: `${KEY}/v2` }],
    [{}, { key: `${KEY}/v0123` }],
  ])("one that may have more has it: %j", (data, more) => {
    expect(columns({ idempotency_key: KEY, ...data }, more).call_key).toHaveLength(32);
  });

  test("it takes the place of an earlier entry and of no other", () => {
    expect(columns({ version: 2, corrects: 6 })).toMatchObject({ version: 2, corrects: 6n });
    for (const corrects of [7, 8, -1, 1.5, "6"]) {
      expect(columns({ version: 2, corrects }).corrects).toBeNull();
    }
    expect(columns({ version: 2 ** 40 }).version).toBe(1);
  });
});

test("what PostgreSQL or an index cannot bear is left out, and the entry keeps it", () => {
  const found = columns({
    "user.id": `${"x".repeat(255)}😀`,
    credential_id: "a\0b",
    record_id: "no uuid",
    trace_id: "xyz",
    duration_ms: "12",
    correlation_ids: "none",
    completeness: [],
  });
  expect(found.agent).toBe(`${"x".repeat(255)}\ufffd`);
  expect(found.credential).toBe("a\ufffdb");
  expect(found).toMatchObject({
    record_id: null,
    trace_id: null,
    duration_ms: null,
    correlation: null,
    completeness: null,
  });
});

test("a time of the last year that four digits tell is none: no end of a time could be asked for behind it", () => {
  const at = (occurred_at: string) => columns({ occurred_at }).at;
  expect(at("9998-12-31T23:59:59.999Z")).toBe("9998-12-31T23:59:59.999Z");
  expect(at("9999-12-31T23:59:59.999Z")).toBe(columns({}).at);
});
