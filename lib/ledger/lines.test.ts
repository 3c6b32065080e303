import { expect, test } from "vitest";
import { concatAll, utf8 } from "./bytes";
import { MAX_ENTRY_BYTES } from "./entry-limits";
import { joinLines, splitLines, streamLines } from "./lines";
import { seededRandom } from "./testing/random";
import { must, reasonOf } from "./testing/read";

async function* inChunks(bytes: Uint8Array, size: (left: number) => number) {
  for (let at = 0; at < bytes.length; ) {
    const length = size(bytes.length - at);
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

async function streamed(bytes: Uint8Array, size: (left: number) => number) {
  const reads = [];
  for await (const read of streamLines(inChunks(bytes, size))) reads.push(read);
  return reads;
}

test("lines are joined with their ends, and split without", () => {
  const lines = [utf8("a"), utf8("bc"), utf8("é\r")];
  expect(joinLines(lines)).toEqual(utf8("a\nbc\né\r\n"));
  expect(must(splitLines(joinLines(lines)))).toEqual(lines);
  expect(must(splitLines(new Uint8Array()))).toEqual([]);
});

test.each([
  ["an empty line", "a\n\nb\n"],
  ["an empty first line", "\na\n"],
  ["no end", "a\nb"],
  ["a line too long", `${"x".repeat(MAX_ENTRY_BYTES + 1)}\n`],
])("%s is refused, at once and in a stream", async (_name, text) => {
  expect(reasonOf(splitLines(utf8(text)))).toBe("framing");
  const last = (await streamed(utf8(text), () => 1000)).at(-1);
  expect(last?.ok).toBe(false);
});

test("a stream gives the same lines in whatever pieces it comes", { timeout: 60_000 }, async () => {
  const random = seededRandom(10);
  const lines = Array.from({ length: 200 }, () => utf8("x".repeat(1 + random.below(300))));
  for (const most of [1, 2, 7, 100, 5_000, 1_000_000]) {
    const reads = await streamed(
      joinLines(lines),
      (left) => 1 + random.below(Math.min(most, left)),
    );
    expect(concatAll(reads.map(must))).toEqual(concatAll(lines));
    expect(reads).toHaveLength(200);
  }
});

test("a stream without any line feed is given up before it fills memory", async () => {
  let served = 0;
  async function* endless() {
    for (;;) {
      served += 10_000;
      yield new Uint8Array(10_000).fill(0x61);
    }
  }
  for await (const read of streamLines(endless())) expect(reasonOf(read)).toBe("framing");
  expect(served).toBeLessThan(100_000);
});
