import { expect, test } from "vitest";
import { decodeJsonBody } from "./json-body";

const bytes = (text: string) => new TextEncoder().encode(text);
const decoded = (text: string) => {
  const { records, rejected } = decodeJsonBody(bytes(text));
  return {
    records: records.map(({ json }) => json),
    rejected: rejected.map(({ reason }) => reason),
  };
};

const two = [{ a: 1 }, { b: [{ c: "}" }] }];

test.each([
  ["lines", '{"a":1}\n{"b":[{"c":"}"}]}\n'],
  ["lines with carriage returns and blank ones between", '{"a":1}\r\n\r\n{"b":[{"c":"}"}]}'],
  ["a list", '[{"a":1},{"b":[{"c":"}"}]}]'],
  ["a list over several lines", '[\n {"a":1},\n {"b":[{"c":"}"}]}\n]'],
  ["objects in a row", '{"a":1}{"b":[{"c":"}"}]}'],
  ["objects in a row, over several lines", '{\n"a":1\n} {\n"b":[{"c":"}"}]}'],
  ["records", '{"records":[{"a":1},{"b":[{"c":"}"}]}]}'],
  ["a JSON sequence", '\u001e{"a":1}\n\u001e{"b":[{"c":"}"}]}\n'],
  ["a byte order mark", '\ufeff{"a":1}\n{"b":[{"c":"}"}]}'],
])("two records are found in %s", (_, text) => {
  expect(decoded(text)).toEqual({ records: two, rejected: [] });
});

test("one object over several lines is one record", () => {
  expect(decoded('{\n  "a": {\n "b": 1 }\n}').records).toEqual([{ a: { b: 1 } }]);
});

test("G13 of 10,000 lines with a malformed one, 9,999 are records", () => {
  const lines = Array.from({ length: 10_000 }, (_, at) =>
    at === 4_711 ? '{"at":' : `{"at":${at}}`,
  );
  const { records, rejected } = decodeJsonBody(bytes(lines.join("\n")));
  expect(records).toHaveLength(9_999);
  expect(rejected.map(({ position }) => position)).toEqual([4_711]);
  expect(records.at(-1)).toMatchObject({ position: 9_999, json: { at: 9_999 } });
});

test.each([
  ["a string that does not end", '{"a":"x\n{"b":1}'],
  ["an object that does not close", '{"a":{"x":1}\n{"b":1}'],
  ["words", 'server started\n{"b":1}'],
  ["a closing brace too many", '}\n{"b":1}'],
])("%s spoils its own line alone", (_, text) => {
  expect(decoded(text)).toEqual({ records: [{ b: 1 }], rejected: ["not JSON"] });
});

test("what is JSON but no object is rejected at its place", () => {
  expect(decoded('[{"a":1},7,null]')).toEqual({
    records: [{ a: 1 }],
    rejected: ["not a JSON object", "not a JSON object"],
  });
});

test("bytes that are no UTF-8 are one rejected record", () => {
  const body = Uint8Array.of(0x7b, 0xff, 0x7d);
  expect(decodeJsonBody(body)).toEqual({
    records: [],
    rejected: [{ position: 0, reason: "not UTF-8", raw: body }],
  });
});

test("nothing is no records", () => {
  expect(decoded(" \n\n")).toEqual({ records: [], rejected: [] });
});

test("nanoseconds keep all of their digits", () => {
  expect(
    decoded('{"Datetime":1755767730123456789,"n":12,"text":"1755767730123456789"}').records,
  ).toEqual([{ Datetime: "1755767730123456789", n: 12, text: "1755767730123456789" }]);
});

test("each record keeps its bytes as they were sent", () => {
  const { records } = decodeJsonBody(bytes('{ "b": 1.0 }\n{"a":2}'));
  expect(records.map(({ raw }) => new TextDecoder().decode(raw))).toEqual([
    '{ "b": 1.0 }',
    '{"a":2}',
  ]);
});

test("a value nested 10,000 deep is read, for the redaction to refuse", () => {
  expect(decoded(`{"a":${"[".repeat(10_000)}${"]".repeat(10_000)}}`).records).toHaveLength(1);
});

test("many lines that never close take no longer than as many that do", () => {
  expect(decoded('{"a":\n'.repeat(10_000)).rejected).toHaveLength(10_000);
});

test.each([
  ["lines", "{}\n".repeat(10_001)],
  ["lines that are none", "x\n".repeat(10_001)],
  ["a list", `[${"{},".repeat(10_000)}{}]`],
])("more than 10,000 records are refused as %s", (_, text) => {
  expect(() => decoded(text)).toThrow(expect.objectContaining({ code: "too_large" }));
});

test("objects in a row behind words, or behind one that never closes, are read", () => {
  const row = '{"a":1}{"b":2} {"c":3}';
  const records = [{ a: 1 }, { b: 2 }, { c: 3 }];
  expect(decoded(`words\n${row}`)).toEqual({ records, rejected: ["not JSON"] });
  expect(decoded(`{"a":\n${row}`)).toEqual({ records, rejected: ["not JSON"] });
  expect(decoded(`{a:1}\n${row}`)).toEqual({ records, rejected: ["not JSON"] });
  expect(decoded(`${row} words {"d":4}\n${row}`)).toEqual({
    records: [...records, ...records],
    rejected: ["not JSON"],
  });
});

test("ten thousand long objects in one line take no longer than in as many lines", () => {
  const long = JSON.stringify({ text: "x".repeat(2_000), at: 1755767730123456 });
  expect(decoded(long.repeat(10_000)).records).toHaveLength(10_000);
});

test.each([
  ["", 5_000],
  ["", 100_000],
  ["1755767730123456789", 100_000],
])(
  "one record in a list that is deeper than the stack takes no other along: %s, %d",
  (leaf, depth) => {
    const deep = `{"a":${"[".repeat(depth)}${leaf}${"]".repeat(depth)},"n":1755767730123456789}`;
    const { records, rejected } = decodeJsonBody(bytes(`[{"b":1},${deep},{"c":2}]`));
    expect(rejected).toEqual([]);
    const read = records.map(({ json }) => json.b ?? json.n ?? json.c);
    expect(read).toEqual([1, "1755767730123456789", 2]);
  },
);

test("a line that breaks off in a text of escaped quotes takes no longer than its length", () => {
  const since = performance.now();
  expect(decoded(`{"${'\\"'.repeat(1_000_000)}`).rejected).toHaveLength(1);
  expect(performance.now() - since).toBeLessThan(2_000);
});
