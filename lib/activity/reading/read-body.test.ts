import { expect, test } from "vitest";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { keyedHash, tokenKey } from "../redaction/token";
import { FACTS } from "../testing/adapted";
import type { BodyFormat } from "./format";
import { type BodyFacts, type ReadingSource, readBody } from "./read-body";

const key = tokenKey("test-master", "inst-1", "k1");
const redaction = { key };
const place = { environment: "production", region: null };
const source: ReadingSource = {
  ...{ id: "gw-1", adapter: { kind: "auto" }, facts: FACTS, place },
  places: [{ server: "*-staging", environment: "staging", region: null }],
};
const factsOf = (format: BodyFormat, more: Partial<BodyFacts> = {}): BodyFacts => ({
  ...{ format, contentType: null, headers: {}, index: null, transport: "http" },
  ...more,
});
const bytes = (text: string) => new TextEncoder().encode(text);
const call = (more: JsonObject = {}) => ({
  ...{ scope: "request", "mcp.method.name": "tools/call", "gen_ai.tool.name": "query" },
  ...more,
});
const text = JSON.stringify(call());

test.each<[BodyFormat, string, Partial<BodyFacts>]>([
  ["lines", text, {}],
  [
    "cloudevents",
    JSON.stringify({ specversion: "1.0", id: "1", source: "s", type: "t", data: call() }),
    {},
  ],
  [
    "cloudevents",
    text,
    { headers: { "ce-specversion": "1.0", "ce-id": "1", "ce-source": "s", "ce-type": "t" } },
  ],
  ["splunk", JSON.stringify({ event: call() }), {}],
  ["splunk-raw", text, {}],
  ["elastic", `{"create":{}}\n${text}`, { index: "calls" }],
])("a call that comes as %s is read", (format, body, more) => {
  const { records, sent, quarantined } = readBody(bytes(body), factsOf(format, more), {
    source,
    redaction,
  });
  expect({ sent, quarantined }).toEqual({ sent: 1, quarantined: [] });
  expect(JSON.parse(records[0]?.text ?? "")).toMatchObject({ operation: "query" });
});

test("what comes over OTLP is told by its type or by its first byte, and nothing at all is a sign of life", () => {
  for (const format of ["otlp-logs", "otlp-traces"] as const) {
    for (const contentType of ["application/json", null]) {
      const read = readBody(bytes("{}"), factsOf(format, { contentType }), { source, redaction });
      expect(read).toMatchObject({ sent: 0, records: [] });
    }
    const empty = readBody(bytes(""), factsOf(format), { source, redaction });
    expect(empty).toMatchObject({ sent: 0, records: [], quarantined: [] });
    expect(() => readBody(bytes("x"), factsOf(format), { source, redaction })).toThrow("no OTLP");
  }
});

test("a server stands where the source says, and what an interceptor of docker posts is no call", () => {
  const body = bytes(JSON.stringify(call({ "mcp.target": "postgres-staging" })));
  const { records } = readBody(body, factsOf("lines"), { source, redaction });
  expect(JSON.parse(records[0]?.text ?? "")).toMatchObject({ environment: "staging" });
  const hook = readBody(bytes("{}"), factsOf("docker-hook"), { source, redaction });
  expect(hook).toMatchObject({ sent: 1, skipped: 1, records: [] });
});

test("RED-04 what is to be set aside is not looked at, and leaves a hash and a length", () => {
  const secret = JSON.stringify(call({ note: "robin@example.com" }));
  const looked: number[] = [];
  const watch = {
    looksAt: (position: number) => looked.push(position),
    setAside: (position: number) => (position === 1 ? "It was not kept." : null),
  };
  const body = bytes([text, secret, text].join("\n"));
  const read = readBody(body, factsOf("lines"), { source, redaction, watch });
  expect(read.records.map(({ positions }) => positions)).toEqual([[0], [2]]);
  expect(read.quarantined).toEqual([
    {
      ...{ position: 1, reason: "It was not kept.", bytes: secret.length, payload: null },
      hmac: keyedHash(key, "raw", secret),
    },
  ]);
  expect(looked).toEqual([0, 1, 2, -1]);
});
