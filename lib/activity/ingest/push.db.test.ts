import { gzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { entriesOf, openForPushing, pushingSource, quarantineOf } from "../testing/pushing";

beforeAll(openForPushing);

/** A line of agentgateway. */
function line(at: number, more: JsonObject = {}): JsonObject {
  return {
    level: "info",
    time: "2026-11-21T11:59:58.5000Z",
    scope: "request",
    "src.addr": "10.1.2.3:4711",
    "http.status": 200,
    "jwt.sub": "ops-agent",
    "mcp.method.name": "tools/call",
    "mcp.target": "postgres",
    "gen_ai.tool.name": "query",
    "gen_ai.tool.call.arguments": { sql: `select ${at}` },
    duration: "12ms",
    ...more,
  };
}

const lines = (count: number) => Array.from({ length: count }, (_, at) => line(at));

test("a batch that is sent three times, also in parts of another order, stands there once", async () => {
  const source = await pushingSource("agentgateway");
  const traced = lines(40).map((one, at) => ({
    ...one,
    "trace.id": at.toString(16).padStart(32, "a"),
    "span.id": at.toString(16).padStart(16, "b"),
  }));
  expect(await source.send(traced)).toMatchObject({ accepted: 40, duplicates: 0, records: 40 });
  const again = await source.send(traced.toReversed());
  expect(again).toMatchObject({ accepted: 0, duplicates: 40, quarantined: 0 });
  expect(again.duplicatesAt.size).toBe(40);
  expect(await source.send(traced.slice(10, 20))).toMatchObject({ accepted: 0, duplicates: 10 });
  expect(await entriesOf(source.id)).toHaveLength(40);
});

test("what comes compressed is read, and 9,999 of 10,000 records are stored where one is malformed", async () => {
  const source = await pushingSource("agentgateway");
  const text = [...lines(9_999).map((one) => JSON.stringify(one)), '{"broken": '].join("\n");
  const body = new Uint8Array(gzipSync(text));
  const outcome = await source.send(body, { encoding: "gzip" });
  expect(outcome).toMatchObject({ accepted: 9_999, quarantined: 1, records: 9_999 });
  expect(outcome.quarantineReasons).toEqual(["not JSON"]);
  expect(await entriesOf(source.id)).toHaveLength(9_999);
  const [row, ...others] = await quarantineOf(source.id);
  expect(others).toEqual([]);
  expect(row).toMatchObject({ position: 9_999, reason: "not JSON", payload: null });
  expect(await source.send(body, { encoding: "gzip" })).toMatchObject({ duplicates: 9_999 });
  expect(await quarantineOf(source.id)).toHaveLength(1);
});
