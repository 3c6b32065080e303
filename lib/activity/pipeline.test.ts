import { expect, test } from "vitest";
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { isJsonObject } from "@/lib/ledger/json-shape";
import { seededRandom } from "@/lib/ledger/testing/random";
import { mappingInput } from "./adapters/mapping/mapping";
import type { AdapterChoice } from "./adapters/registry";
import { decodeJsonBody } from "./decode/json-body";
import type { Decoded, Envelope } from "./decode/wire-record";
import { type ReadBody, recordsIn } from "./pipeline";
import { keyRule } from "./redaction/key-rules";
import { holdsToken, type TokenKey, tokenKey } from "./redaction/token";
import { FACTS, TEST_KEY } from "./testing/adapted";
import { CORPUS } from "./testing/redaction-corpus";
import { bodyOf, decodedOf, SENDER_SHAPES, type SenderShape } from "./testing/sender-shapes";

const redaction = { key: TEST_KEY };
const encode = (text: string) => new TextEncoder().encode(text);

function read(
  body: Uint8Array,
  { adapter = { kind: "auto" }, decoded = decodeJsonBody(body) }: Reads = {},
): ReadBody {
  const placeOf = () => ({ environment: "production", region: null });
  const source = { id: "gw-1", adapter, facts: FACTS, placeOf };
  return recordsIn(body, decoded, { source, transport: "http", redaction });
}
type Reads = { readonly adapter?: AdapterChoice; readonly decoded?: Decoded };

function readShape(shape: SenderShape, ...records: JsonObject[]): ReadBody {
  const body = bodyOf(shape, records);
  return read(body, { decoded: decodedOf(shape, body) });
}

const shapeOf = (name: string): SenderShape => {
  const shape = SENDER_SHAPES.find((one) => one.name === name);
  if (!shape) throw new Error(`no shape ${name}`);
  return shape;
};

test.each(SENDER_SHAPES.map((shape) => [shape.name, shape] as const))(
  "a record of %s is known by itself, and makes the same record again",
  (_, shape) => {
    const once = readShape(shape, shape.record);
    expect(once).toMatchObject({ records: [{ positions: [0] }], quarantined: [], warnings: [] });
    expect(readShape(shape, shape.record)).toEqual(once);
  },
);

// ---- no secret leaves -----------------------------------------------------------------------------------------------

type Secret = { readonly text: string; readonly type: string; readonly secret: string };

const random = seededRandom(50);
const digits = (count: number) => Array.from({ length: count }, () => random.below(10)).join("");
const MADE: readonly Secret[] = Array.from({ length: 50 - CORPUS.found.length }, (_, at) => {
  const [type, text] =
    at % 2 === 0
      ? ["email", `person.${digits(6)}@mail.example.com`]
      : ["vendor_token", `ghp_${digits(20)}${"aBcDeFgHiJkLmNoPqRsT"}`];
  return { type, text, secret: text };
});
const SECRETS: readonly Secret[] = [
  ...CORPUS.found.map(([text, type, secret]) => ({ text, type, secret })),
  ...MADE,
];

/** The two forms in which a value may hold a secret: as text, or within a JSON text. */
const FORMS: readonly ((text: string) => string)[] = [
  (text) => `about ${text} here`,
  (text) => JSON.stringify({ jsonrpc: "2.0", params: { name: text, arguments: { [text]: text } } }),
];

/** §7.2: ids of any make look like secrets that only their entropy gives away, and stay. */
const isSpared = (name: string, { type }: Secret) =>
  type === "high_entropy" && keyRule(name).isIdentifier;

/** A payload with a text in place of every value that `takes`, and as name and value of one more member of each object. */
function planted(value: Json, text: string, takes: (name: string) => boolean, name = ""): Json {
  if (Array.isArray(value)) return value.map((item: Json) => planted(item, text, takes, name));
  if (typeof value !== "object" || value === null) return takes(name) ? text : value;
  const members = Object.entries(value).map(
    ([inner, member]) => [inner, planted(member, text, takes, inner)] as const,
  );
  return { ...Object.fromEntries(members), [text]: text };
}

const asObject = (value: Json): JsonObject => (isJsonObject(value) ? value : {});

function expectNothingOf({ secret }: Secret, told: ReadBody): void {
  const text = JSON.stringify(told);
  expect(text).not.toContain(JSON.stringify(secret).slice(1, -1));
}

test("at least 50 secrets are planted, no two alike", () => {
  expect(SECRETS.length).toBeGreaterThanOrEqual(50);
  expect(new Set(SECRETS.map(({ text }) => text)).size).toBe(SECRETS.length);
});

test.each(SENDER_SHAPES.map((shape) => [shape.name, shape] as const))(
  "ING-01 no planted secret in any place of %s comes out",
  (_, shape) => {
    for (const secret of SECRETS) {
      const takes = (name: string) => !shape.marks.includes(name) && !isSpared(name, secret);
      const records = FORMS.map((form) =>
        asObject(planted(shape.record, form(secret.text), takes)),
      );
      expectNothingOf(secret, readShape(shape, ...records));
    }
  },
);

test.each(SENDER_SHAPES.map((shape) => [shape.name, shape] as const))(
  "ING-01 a secret in any one place of %s comes out as a token or not at all",
  (_, shape) => {
    let tokens = 0;
    const names = namesIn(shape.record).filter((name) => !shape.marks.includes(name));
    names.forEach((place, at) => {
      const secret = SECRETS[at % SECRETS.length] ?? { text: "", type: "", secret: "-" };
      if (isSpared(place, secret)) return;
      const record = asObject(
        planted(shape.record, `see ${secret.text}.`, (name) => name === place),
      );
      const told = readShape(shape, record);
      expectNothingOf(secret, told);
      if (holdsToken(JSON.stringify(told.records))) tokens += 1;
    });
    expect(tokens).toBeGreaterThan(2);
  },
);

function namesIn(value: Json, name = ""): string[] {
  if (typeof value !== "object" || value === null) return [name];
  const inner = Object.entries(value).flatMap(([one, member]) =>
    namesIn(member, Array.isArray(value) ? name : one),
  );
  return [...new Set(inner)];
}

// ---- what becomes of what cannot be read ----------------------------------------------------------------------------

test("what cannot be read is kept as a reason, a hash and a length, and spoils no other", () => {
  const good = JSON.stringify(shapeOf("toolhive").record);
  const bad = '{"password":"hunter2", broken';
  const { records, quarantined } = read(encode(`${bad}\n${good}\n7`));
  expect(records).toMatchObject([{ positions: [1] }]);
  expect(quarantined).toMatchObject([
    { position: 0, reason: "not JSON", bytes: bad.length, hmac: expect.any(String) },
    { position: 2, bytes: 1 },
  ]);
  expect(JSON.stringify(quarantined)).not.toContain("hunter2");
});

test("what nobody knows is put aside, and says what to do", () => {
  expect(read(encode('{"hello":1}')).quarantined).toMatchObject([
    { reason: expect.stringContaining("Set the kind of the source") },
  ]);
});

test("a sender's own lines among its records are left to its adapter", () => {
  const good = JSON.stringify(shapeOf("toolhive").record);
  const told = read(encode(`{"msg":"started"}\n${good}`));
  expect(told).toMatchObject({ skipped: [{ position: 0 }], quarantined: [], records: [{}] });
});

test("records of several senders in one body stay in order", () => {
  const names = ["kong", "toolhive", "kong", "cloudflare"];
  const body = names.map((name) => JSON.stringify(shapeOf(name).record)).join("\n");
  const adapters = read(encode(body)).records.map(({ record }) => record.data.source);
  expect(adapters).toMatchObject(names.map((adapter) => ({ adapter })));
});

test("what is configured wins, and says so where it looks wrong", () => {
  const body = bodyOf(shapeOf("toolhive"), [shapeOf("toolhive").record]);
  const told = read(body, { adapter: { kind: "kong" } });
  expect(told).toMatchObject({
    records: [],
    skipped: [{ position: 0 }],
    warnings: ["This source is configured as Kong, and a record looks like ToolHive."],
  });
});

test("a record says where it is from, what was redacted and what was sent", () => {
  const { record } = shapeOf("toolhive");
  const mailed = { ...record, subjects: { user_id: "robin@example.com" } };
  const told = readShape(shapeOf("toolhive"), mailed);
  expect(told.records[0]?.record.data).toMatchObject({
    source: { id: "gw-1", adapter: "toolhive", adapter_version: "1", transport: "http" },
    environment: "production",
    redaction: { key_id: "k1", counts: { email: 1 }, state: "complete" },
    raw: { bytes: JSON.stringify(mailed).length },
  });
});

const wrapped = (envelope: Envelope, json: JsonObject, nativeId?: readonly string[]): Decoded => ({
  records: [{ position: 0, envelope, json, raw: encode(""), ...(nativeId ? { nativeId } : {}) }],
  rejected: [],
});

test("an event is read by what it holds, and has the id of its wrapper where it has none", () => {
  const { record } = shapeOf("cloudflare");
  const event = (body: string) =>
    read(encode(body), { decoded: wrapped("cloudevent", { id: "1", data: record }, ["s", "1"]) });
  const [one, other] = [event("a"), event("b")].map(({ records }) => records[0]?.record);
  expect(one?.data).toMatchObject({ source: { adapter: "cloudflare" } });
  expect(one?.key).toBe(other?.key);
});

test("a document that is written again under its id is another version", () => {
  const { record } = shapeOf("cloudflare");
  const [one, other] = [record, { ...record, Error: "" }].map(
    (json) => read(encode(""), { decoded: wrapped("json", json, ["i", "1"]) }).records[0]?.record,
  );
  expect(one?.key).toBe(other?.key);
  expect(one?.content).not.toBe(other?.content);
});

test("a mapping may point into the wrapper", () => {
  const mapping = mappingInput.parse({
    ...{ format: 1, name: "own", version: "1", gateway: "own" },
    fields: { "gen_ai.tool.name": "/data/tool", "user.id": "/subject" },
  });
  const decoded = wrapped("cloudevent", { subject: "u-1", data: { tool: "t" } });
  expect(
    read(encode(""), { decoded, adapter: { kind: "mapping", mapping } }).records,
  ).toMatchObject([{ record: { data: { "user.id": "u-1", operation: "t" } } }]);
});

test("what docker's interceptors post is no evidence of a call", () => {
  const decoded = wrapped("docker-hook", shapeOf("kong").record);
  const told = read(encode(""), { decoded, adapter: { kind: "kong" } });
  expect(told).toMatchObject({ records: [], skipped: [{ position: 0 }], quarantined: [] });
});

test("nothing at all makes no record and no complaint", () => {
  expect(read(encode(""))).toMatchObject({ records: [], skipped: [], quarantined: [] });
  expect(read(encode("[]"))).toMatchObject({ records: [], quarantined: [] });
});

test("RED-04 the id of a wrapper is known again by the key of the installation alone: no plain hash of it is stored", () => {
  const record = shapeOf("agentgateway").record;
  const decoded = wrapped("cloudevent", { id: "1", data: record }, ["crm", "219-09-9999"]);
  const keyIn = (key: TokenKey) => {
    const placeOf = () => ({ environment: null, region: null });
    const source = { id: "gw-1", adapter: { kind: "auto" } as const, facts: FACTS, placeOf };
    const body = recordsIn(encode(""), decoded, { source, transport: "http", redaction: { key } });
    return body.records[0]?.record.key;
  };
  const [one, other] = [tokenKey("one", "i", "k1"), tokenKey("other", "i", "k1")];
  expect(keyIn(one)).toBe(keyIn(one));
  expect(keyIn(one)).not.toBe(keyIn(other));
});
