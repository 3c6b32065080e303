import { expect, test } from "vitest";
import {
  compareBytewise,
  concatAll,
  equalBytes,
  fromHex,
  textOf,
  toHex,
  utf8,
  utf8Length,
} from "./bytes";

test("hex is lower case and comes back", () => {
  expect(toHex(Uint8Array.of(0, 1, 0xab, 255))).toBe("0001abff");
  expect(fromHex("0001abff")).toEqual(Uint8Array.of(0, 1, 0xab, 255));
  expect([fromHex("0"), fromHex("AB"), fromHex("0g")]).toEqual([null, null, null]);
});

test("bytes that are not UTF-8 have no text, and a byte order mark stays in it", () => {
  expect(textOf(Uint8Array.of(0xc3, 0x28))).toBeNull();
  expect(textOf(Uint8Array.of(0xed, 0xa0, 0x80))).toBeNull(); // a surrogate in UTF-8
  expect(textOf(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe("\ufeffa");
});

test("texts of any length become bytes of their own, as an encoder makes them", () => {
  const texts = ["", "é €", "a".repeat(5_461), "€".repeat(5_462), "\u{1f600}".repeat(40_000)];
  const many = [...Array.from({ length: 3_000 }, (_, at) => `entry ${at} €`), ...texts];
  const made = many.map(utf8);
  for (const [at, text] of many.entries()) {
    const expected = new TextEncoder().encode(text);
    // Buffer.compare, because the matcher looks at a hundred thousand bytes one by one.
    expect(Buffer.compare(made[at] ?? new Uint8Array(1), expected)).toBe(0);
    expect(utf8Length(text)).toBe(expected.length);
  }
});

test("a prefix is not equal to the whole", () => {
  expect(equalBytes(utf8("ab"), utf8("abc"))).toBe(false);
  expect(equalBytes(utf8("abc"), utf8("abc"))).toBe(true);
});

test("names sort by their UTF-8 bytes, not by code units", () => {
  const names = ["\u{1f600}", "\ufb33", "b", "ab", "a"];
  expect(names.sort(compareBytewise)).toEqual(["a", "ab", "b", "\ufb33", "\u{1f600}"]);
  expect(compareBytewise("same", "same")).toBe(0);
});

test("as many parts as a segment has lines can be joined", { timeout: 60_000 }, () => {
  expect(concatAll(Array.from({ length: 300_000 }, () => Uint8Array.of(1))).length).toBe(300_000);
});
