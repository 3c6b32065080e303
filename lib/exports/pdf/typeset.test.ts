import { expect, test } from "vitest";
import { BREAK, drawable, setText } from "./typeset";

// Every character is half as wide as it is tall, and only ASCII can be drawn.
const ascii = { has: (code: number) => code < 0x7f, advance: () => 0.5 };
const fonts = { text: ascii, strong: ascii, mono: ascii };
const set = (text: string, chars: number) =>
  setText(fonts, "cell", text, chars * 3.75 + 0.01).lines.map((line) => line.text);

test("lines break at spaces and after hyphens, and lose nothing", () => {
  expect(set("the quick brown-fox jumps", 12)).toEqual(["the quick", "brown-fox", "jumps"]);
  expect(set("a long-winded word", 7)).toEqual(["a long-", "winded", "word"]);
});

test("PDF-01: a word that is wider than its column is broken, not cut", () => {
  expect(set("abcdefghijkl", 5)).toEqual(["abcde", "fghij", "kl"]);
});

test("a marked place may break and is not drawn", () => {
  expect(set(`year-mm-ddT${BREAK}hh:mm`, 11)).toEqual(["year-mm-ddT", "hh:mm"]);
  expect(set(`yearT${BREAK}hh:mm`, 20)).toEqual(["yearThh:mm"]);
});

test("line ends of the text are kept, an empty text is one line", () => {
  expect(set("one\n\ntwo", 20)).toEqual(["one", "", "two"]);
  expect(set("", 20)).toEqual([""]);
});

test("PDF-01: what the fonts cannot draw is shown by code point, and the text itself is kept", () => {
  expect(drawable(ascii, "张伟 a 😀")).toBe("[U+5F20 U+4F1F] a [U+1F600]");
  expect(setText(fonts, "cell", "伟", 99)).toEqual({
    lines: [{ text: "[U+4F1F]", font: "text" }],
    actual: "伟",
  });
});
