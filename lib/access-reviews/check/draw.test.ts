import { expect, test } from "vitest";
import { drawHash, drawnOf } from "./draw";

const LINES = Array.from({ length: 40 }, (_, at) => ({ key: `access/key:k${at}/s/o/production` }));

// Another implementation than the one that draws.
async function sum(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Buffer.from(digest).toString("hex");
}

test("REV-25 SCN-13: the draw is what SHA-256 makes of the seed and the keys, and nothing else", async () => {
  const few = LINES.slice(0, 6);
  const sums = await Promise.all(few.map(async ({ key }) => [await sum(`auditor 7\n${key}`), key]));
  expect(few.map(({ key }) => drawHash("auditor 7", key))).toEqual(sums.map(([hash]) => hash));
  const first = sums.toSorted().map(([, key]) => key);
  expect(drawnOf("auditor 7", few, 4).map(({ key }) => key)).toEqual(first.slice(0, 4));
});

test("REV-25: the order of the lines does not matter, another seed draws others, few lines are all drawn", () => {
  const drawn = drawnOf("one", LINES, 5);
  expect(drawnOf("one", LINES.toReversed(), 5)).toEqual(drawn);
  expect(drawnOf("two", LINES, 5)).not.toEqual(drawn);
  expect(drawnOf("one", LINES, 99)).toHaveLength(40);
});
