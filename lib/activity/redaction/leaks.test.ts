import { expect, test } from "vitest";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { recordsIn } from "../pipeline";
import { TEST_KEY } from "../testing/adapted";
import { bodyOf, decodedOf, SENDER_SHAPES, type SenderShape } from "../testing/sender-shapes";
import { POSITIVES } from "./corpus/measure";
import { leaksIn } from "./leaks";

const TEXTS = POSITIVES.flatMap(({ value }) => (typeof value === "string" ? [value] : []));

/** Everything that a record may tell an id by, and something found in each of its texts. */
function stored(shape: SenderShape, texts: readonly string[]): JsonObject[] {
  const planted = texts.map((text) => planting(shape, text));
  const body = bodyOf(shape, [shape.record, ...planted]);
  const { records } = recordsIn(body, decodedOf(shape, body), {
    source: {
      id: "gw-1",
      adapter: { kind: "auto" },
      facts: { trustedHops: 0, offset: "+00:00" },
      placeOf: () => ({ environment: null, region: null }),
    },
    transport: "http",
    redaction: { key: TEST_KEY },
  });
  return records.map(({ record }) => record.data);
}

function planting({ record, marks }: SenderShape, text: string): JsonObject {
  const plant = (value: unknown, name: string): unknown => {
    if (marks.includes(name)) return value;
    if (typeof value === "string") return `${value} ${text}`;
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((item) => plant(item, name));
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, plant(inner, key)]),
    );
  };
  return JSON.parse(JSON.stringify(plant(record, "")));
}

test.each(SENDER_SHAPES)("RED-03 nothing is found in what is stored of $name", (shape) => {
  const records = stored(shape, TEXTS);
  expect(records.length).toBeGreaterThan(0);
  expect(records.map(leaksIn).filter((counts) => Object.keys(counts).length > 0)).toEqual([]);
});

test("RED-03 what got past the rules is found", () => {
  const [record = {}] = stored(SENDER_SHAPES[0] ?? never(), []);
  expect(leaksIn({ ...record, "error.message": "no such user anna@example.com" })).toEqual({
    email: 1,
  });
  expect(leaksIn({ ...record, "gen_ai.tool.call.arguments": { password: "x" } })).toEqual({
    key_rule: 1,
  });
});

test("an id that has another name in a record is no leak", () => {
  const id = "q7Zr2LmX9pTvB4nKc8WsYd3F";
  const from = (path: string) =>
    leaksIn({ on_behalf_of: id, field_source: { on_behalf_of: path } });
  expect(from("/metadata/user_api_key_end_user_id")).toEqual({});
  expect(from("/metadata/note")).toEqual({ high_entropy: 1 });
});

function never(): never {
  throw new Error("there are shapes");
}
