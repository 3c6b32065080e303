import { expect, test } from "vitest";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import type { Envelope } from "../decode/wire-record";
import { FACTS, wire } from "../testing/adapted";
import { SENDER_SHAPES } from "../testing/sender-shapes";
import { ADAPTER_KINDS } from "./adapter";
import { mappingInput } from "./mapping/mapping";
import { ADAPTER_NAMES, adapterFor, mismatchOf, recognised } from "./registry";

const recordOf = (json: JsonObject, envelope: Envelope = "json") => {
  const [record] = wire(envelope, json);
  if (!record) throw new Error("no record");
  return record;
};
const shaped = (name: string) => {
  const shape = SENDER_SHAPES.find((one) => one.name === name);
  return recordOf(shape?.record ?? {});
};
const mapping = mappingInput.parse({
  ...{ format: 1, name: "own", version: "1", gateway: "own" },
  fields: { "user.id": "/u" },
});

test.each([
  ["agentgateway", "agentgateway"],
  ["litellm", "litellm"],
  ["obot", "obot"],
  ["nanobot", "obot"],
  ["contextforge", "contextforge"],
  ["contextforge siem", "contextforge"],
  ["envoy", "envoy"],
  ["kong", "kong"],
  ["toolhive", "toolhive"],
  ["cloudflare", "cloudflare"],
  ["azure insights", "mapping"],
  ["lasso", "mapping"],
])("%s is recognised by %s", (name, kind) => {
  expect(recognised(shaped(name))?.kind).toBe(kind);
});

test("each line is recognised by its own adapter alone", () => {
  for (const shape of SENDER_SHAPES.filter(({ form }) => form === "json")) {
    const record = recordOf(shape.record);
    const kinds = ADAPTER_KINDS.filter(
      (kind) => kind !== "mapping" && adapterFor({ kind }, record)?.recognises(record),
    );
    expect(kinds.length, shape.name).toBeLessThanOrEqual(1);
  }
});

test("a span or log record is OTLP's, whatever is configured, but for a mapping", () => {
  const span = recordOf({ resource: {}, scope: {}, span: {} }, "otlp-span");
  expect(adapterFor({ kind: "auto" }, span)?.kind).toBe("otlp");
  expect(adapterFor({ kind: "agentgateway" }, span)?.kind).toBe("otlp");
  expect(adapterFor({ kind: "mapping", mapping }, span)?.version).toBe("own@1");
});

test("what is configured of a source wins", () => {
  expect(adapterFor({ kind: "kong" }, shaped("toolhive"))?.kind).toBe("kong");
  expect(adapterFor({ kind: "auto" }, recordOf({ hello: 1 }))).toBeNull();
});

test("a record that looks like another sender's makes a warning", () => {
  expect(mismatchOf({ kind: "kong" }, shaped("toolhive"))).toBe(
    "This source is configured as Kong, and a record looks like ToolHive.",
  );
  expect(mismatchOf({ kind: "kong" }, shaped("lasso"))).toBe(
    "This source is configured as Kong, and a record looks like lasso.",
  );
});

test("no warning where the record fits, nobody knows it, or nothing is to fit", () => {
  expect(mismatchOf({ kind: "kong" }, shaped("kong"))).toBeNull();
  expect(mismatchOf({ kind: "kong" }, recordOf({ hello: 1 }))).toBeNull();
  expect(mismatchOf({ kind: "auto" }, shaped("kong"))).toBeNull();
  expect(mismatchOf({ kind: "mapping", mapping }, shaped("kong"))).toBeNull();
});

test.each(SENDER_SHAPES.filter(({ form }) => form === "json").map(({ name }) => [name]))(
  "a count that %s stamps on a record goes with its first draft alone",
  (name) => {
    const shape = SENDER_SHAPES.find((one) => one.name === name);
    const record = recordOf({ ...shape?.record, sender_sequence: 7, sender_epoch: "boot-2" });
    const drafts = recognised(record)?.read([record], FACTS).drafts ?? [];
    const [first, ...rest] = drafts.map(({ sequence }) => sequence);
    expect(first).toEqual({ epoch: "boot-2", seq: 7 });
    expect(rest.filter((sequence) => sequence !== null)).toEqual([]);
  },
);

test("every kind has a name for people", () => {
  expect(Object.keys(ADAPTER_NAMES).sort()).toEqual([...ADAPTER_KINDS].sort());
});
