import { expect, test } from "vitest";
import { csvLine, escapeFormula, unescapeFormula } from "./csv";

test.each([
  ["007", '"007"'],
  ["1E5", '"1E5"'],
  ["MAR1", '"MAR1"'],
  ["=cmd()", '"\'=cmd()"'],
  ["+49 30 1", '"\'+49 30 1"'],
  ["-1", '"\'-1"'],
  ["@sum", '"\'@sum"'],
  ["\t=1", '"\'\t=1"'],
  ["＝1", '"\'＝1"'],
  ["'quoted", "\"''quoted\""],
  ['say "hi", twice', '"say ""hi"", twice"'],
])("IPE-13: %j is written as %j and comes back as it was", (text, field) => {
  expect(csvLine([text])).toBe(`${field}\r\n`);
  expect(readCsv(csvLine([text]))).toEqual([[text]]);
});

test("IPE-13: no value, an empty text, a number and a truth differ in the file", () => {
  expect(csvLine([null, "", -7, true])).toBe(',"",-7,true\r\n');
});

test("IPE-13: whatever a text holds, escaping takes its danger and unescaping gives it back", () => {
  for (const text of hostileTexts(20_000)) {
    const escaped = escapeFormula(text);
    expect(escaped).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
    expect(unescapeFormula(escaped)).toBe(text);
  }
});

test("IPE-13: any lines of any texts come back cell by cell", () => {
  const rows = [...hostileTexts(3_000)].map((text, index) => [text, `${index}`, text]);
  expect(readCsv(rows.map(csvLine).join(""))).toEqual(rows);
});

// A seeded generator (mulberry32), so that a failure can be repeated.
function* hostileTexts(count: number): Generator<string> {
  const letters = [
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "'",
    '"',
    ",",
    ";",
    "a",
    "0",
    " ",
    "é",
    "😀",
    "＝",
  ];
  let seed = 42;
  const random = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  for (let made = 0; made < count; made += 1) {
    const length = Math.floor(random() * 8);
    yield Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join("");
  }
}

// A reader of RFC 4180, written apart from the writer.
function readCsv(text: string): string[][] {
  const lines = text.matchAll(
    /(?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,(?:"(?:[^"]|"")*"|[^",\r\n]*))*\r\n/g,
  );
  return [...lines].map(([line]) =>
    [...line.slice(0, -2).matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
      ([, quoted, bare]) => unescapeFormula((quoted ?? bare ?? "").replaceAll('""', '"')),
    ),
  );
}
