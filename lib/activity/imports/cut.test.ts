import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { seededRandom } from "@/lib/ledger/testing/random";
import { decodeJsonBody } from "../decode/json-body";
import { chunkOf } from "./cut";
import { formatOf } from "./format";
import { CHUNK_BYTES, HEAD_BYTES, WINDOW_BYTES_MAX } from "./import-limits";

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Everything that a file is cut into, with windows of such a size, as the door does it. */
function chunksOf(name: string, file: Uint8Array, window = WINDOW_BYTES_MAX) {
  const format = formatOf(name, file.subarray(0, HEAD_BYTES));
  const bodies: string[] = [];
  let [start, size] = [0, window];
  while (start < file.length) {
    const end = Math.min(file.length, start + size);
    const part = { start, bytes: file.subarray(start, end), isLast: end === file.length };
    const chunk = chunkOf(part, format);
    if (chunk === null) {
      if (size >= WINDOW_BYTES_MAX) throw new Error("no chunk in the longest window");
      size = Math.min(size * 2, WINDOW_BYTES_MAX);
      continue;
    }
    if (chunk.body) bodies.push(Buffer.from(chunk.body).toString("latin1"));
    start += chunk.length;
    size = window;
  }
  return bodies;
}

function recordsOf(name: string, text: string, window?: number) {
  return chunksOf(name, bytesOf(text), window).flatMap((body) => {
    const { records, rejected } = decodeJsonBody(Buffer.from(body, "latin1"));
    return [...records.map(({ json }) => json), ...rejected.map(({ reason }) => reason)];
  });
}

const three = [{ a: 1 }, { a: '}{"][,\n' }, { a: { b: [1, { c: "\\" }] } }];

test.each([
  ["lines", "x.jsonl", three.map((one) => JSON.stringify(one)).join("\n")],
  [
    "lines with a mark and blanks",
    "x.log",
    `\ufeff\n${three.map((one) => JSON.stringify(one)).join("\r\n\r\n")}\r\n`,
  ],
  ["a list", "x.json", JSON.stringify(three)],
  ["a list over lines", "x.json", JSON.stringify(three, null, 2)],
  ["objects in a row", "x.json", three.map((one) => JSON.stringify(one)).join("")],
  ["objects over lines", "x.json", three.map((one) => JSON.stringify(one, null, 2)).join("\n")],
  ["records in a wrapper", "x.json", JSON.stringify({ records: three }, null, 1)],
])("%s", (_, name, text) => {
  expect(recordsOf(name, text)).toEqual(three);
});

test("one list per line is handed on a line at a time", () => {
  const text = `${JSON.stringify(three)}\n${JSON.stringify(three)}\n${JSON.stringify({ a: 1 })}\n`;
  expect(chunksOf("x.jsonl", bytesOf(text))).toHaveLength(3);
  expect(recordsOf("x.jsonl", text)).toEqual([...three, ...three, { a: 1 }]);
});

test.each([
  ["commas", 'time,tool name,"say ""x"""\n1,a b,"c,d"\r\n\n2,"e\nf",\n', ","],
  ["semicolons", 'time;tool name;"say ""x"""\n1;a b;"c,d"\n2;"e\nf";\n', ";"],
])("rows of CSV with %s become objects of texts", (_, text) => {
  expect(recordsOf("x.csv", text)).toEqual([
    { time: "1", "tool name": "a b", 'say "x"': "c,d" },
    { time: "2", "tool name": "e\nf", 'say "x"': "" },
  ]);
});

test("columns without a name, or with the same, keep their values; a quote inside a field is one", () => {
  expect(recordsOf("x.csv.gz", 'a,,a\n5" pipe,x,y,z\n6""7,"8"\n')).toEqual([
    { a: '5" pipe', column_2: "x", "a#2": "y", column_4: "z" },
    { a: '6""7', column_2: "8" },
  ]);
});

test("a CSV file without names is refused", () => {
  expect(() => formatOf("x.csv", bytesOf("\n1,2\n"))).toThrow(/names its columns/);
});

test("one record that cannot be read spoils no other", () => {
  const bad = Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]);
  const file = Buffer.concat([bytesOf('{"a":1}\n'), bad, bytesOf('\n{"a":\n{"b":2}\n{"c":3}\n')]);
  const bodies = chunksOf("x.jsonl", file);
  const decoded = bodies.map((body) => decodeJsonBody(Buffer.from(body, "latin1")));
  expect(decoded.flatMap(({ records }) => records.map(({ json }) => json))).toEqual([
    { a: 1 },
    { b: 2 },
    { c: 3 },
  ]);
  expect(decoded.flatMap(({ rejected }) => rejected.map(({ reason }) => reason))).toEqual([
    "not UTF-8",
    "not JSON",
  ]);
});

test.each([
  ["lines", "x.jsonl", "", "\n", ""],
  ["a list", "x.json", "[\n", ",\n", "\n]\n"],
  ["objects in a row", "x.json", "", "", ""],
])(
  "%s are cut at the same places, however much of the file is at hand",
  (_, name, open, between, close) => {
    const random = seededRandom(3);
    const records = Array.from({ length: 12_000 }, (__, n) => ({
      n,
      x: "y".repeat(random.below(900)),
    }));
    const text = open + records.map((one) => JSON.stringify(one)).join(between) + close;
    const whole = chunksOf(name, bytesOf(text));
    expect(whole.length).toBeGreaterThan(2);
    expect(chunksOf(name, bytesOf(text), 100_000)).toEqual(whole);
    expect(chunksOf(name, bytesOf(text), CHUNK_BYTES + 1)).toEqual(whole);
    expect(recordsOf(name, text)).toEqual(records);
  },
);

test("a window that ends where a record does is no reason to cut there", () => {
  const text = '{"n":123}\n'.repeat(1_000);
  expect(chunksOf("x.jsonl", bytesOf(text), 500)).toHaveLength(1);
});

test("a first line that is broken does not take the others with it", () => {
  const good = `{"b":"${"x".repeat(1_000)}"}\n`.repeat(9_000); // more than one record may have
  const records = recordsOf("x.jsonl", `{"a":\n${good}`);
  expect(records.filter((one) => one === "not JSON")).toHaveLength(1);
  expect(records).toHaveLength(9_001);
});

test("two chunks of the same bytes are told apart, so that none of them counts as sent again", () => {
  const text = '{"same":true}\n'.repeat(10_000);
  const bodies = chunksOf("x.jsonl", bytesOf(text));
  expect(bodies).toHaveLength(2);
  expect(new Set(bodies).size).toBe(2);
  expect(recordsOf("x.jsonl", text)).toHaveLength(10_000);
});

test("a record without end is named, and so is what follows a list", () => {
  const endless = bytesOf(`{"a":1}\n{"b":"${"x".repeat(9 * 1_024 * 1_024)}`);
  expect(() => chunksOf("x.jsonl", endless)).toThrow(/begins at byte 8 is longer/);
  expect(() => chunksOf("x.json", bytesOf('[{"a":1}] {"b":2}'))).toThrow(/goes on/);
});

test("a file that is no text at all is kept aside", () => {
  const bodies = chunksOf("x.bin", gzipSync("x"));
  expect(bodies.length).toBeGreaterThan(0);
});
