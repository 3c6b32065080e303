import { expect, test } from "vitest";
import { MAX_SIZE, n20, parseDecimal, parseN20 } from "./decimal";

test.each([
  ["0", 0n],
  ["7", 7n],
  ["4294967296", 2n ** 32n],
  ["9007199254740991", MAX_SIZE],
])("%s is a size", (text, size) => {
  expect(parseDecimal(text)).toBe(size);
});

test.each([
  "",
  "00",
  "01",
  "-1",
  "+1",
  "1.0",
  "1e3",
  " 1",
  "1\n",
  "0x1",
  "٣",
  "9007199254740992",
  "1".repeat(1000),
])("%j is no size", (text) => {
  expect(parseDecimal(text)).toBeNull();
});

test("N20 has 20 digits, sorts like the number and comes back", () => {
  const sizes = [0n, 9n, 10n, 2n ** 31n, 2n ** 32n, MAX_SIZE];
  const names = sizes.map(n20);
  expect(names[0]).toBe("00000000000000000000");
  expect([...names].sort()).toEqual(names);
  expect(names.map(parseN20)).toEqual(sizes);
  expect([parseN20("1"), parseN20("9".repeat(20)), parseN20("0000000000000000000x")]).toEqual([
    null,
    null,
    null,
  ]);
  expect(() => n20(-1n)).toThrow();
  expect(() => n20(MAX_SIZE + 1n)).toThrow();
});
