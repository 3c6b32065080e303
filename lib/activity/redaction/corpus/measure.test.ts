import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Json } from "@/lib/ledger/canonical-json";
import { REDACTION_VERSION, redact } from "../redact";
import { tokenKey } from "../token";
import { BEYOND } from "./beyond";
import { HARD, HARD_CLEAN } from "./hard";
import { isFound, measure, NEGATIVES, POSITIVES } from "./measure";

const key = tokenKey("test-master", "inst-1", "k1");

test("RED-02 the corpus has a measured recall, and misses what it is said to miss and nothing else", () => {
  const measured = measure(key);
  const missed = measured.recall.flatMap((one) => one.missed);
  const texts = (values: readonly Json[]) => values.map((value) => JSON.stringify(value)).sort();
  expect(texts(missed)).toEqual(texts(HARD.map(({ value }) => value)));
  expect(measured.found).toBe(measured.cases - HARD.length);
  expect(measured.found / measured.cases).toBeGreaterThan(0.9);
  expect(measured.wronglyFound).toEqual(HARD_CLEAN);
  expect(measured.clean).toBeGreaterThan(60);
});

test("RED-02 each type of the rules has cases", () => {
  const { recall } = measure(key);
  expect(recall.filter(({ cases }) => cases < 5)).toEqual([]);
  expect(recall).toHaveLength(14);
});

test.each(POSITIVES)("RED-02 %# is found, and nothing of it is left: $type", (one) => {
  expect(isFound(one, key)).toBe(true);
});

test("RED-02 a case that counts as something else, or of which a part is left, is not found", () => {
  const value = "a@example.com";
  expect(isFound({ type: "jwt", value, secret: value, expected: { jwt: 1 } }, key)).toBe(false);
  const left = { type: "email", value: `${value} x`, secret: "x", expected: { email: 1 } } as const;
  expect(isFound(left, key)).toBe(false);
});

test.each(BEYOND)("what is said not to be found is not: $what", ({ value }) => {
  expect(redact(value, { key })).toEqual({ value, counts: {}, state: "complete" });
});

/** What each case comes out as. A difference means: the same input comes out otherwise, so REDACTION_VERSION goes up, with a file of its own. */
test("RED-01 a version of the rules gives the same bytes for ever", () => {
  const file = new URL(`./golden-v${REDACTION_VERSION}.json`, import.meta.url);
  const golden: Json = JSON.parse(readFileSync(file, "utf8"));
  expect(outputs()).toEqual(golden);
  expect(outputs()).toEqual(outputs());
});

function outputs(): Json[] {
  const all = [...POSITIVES, ...HARD].map(({ value }) => value);
  return [...all, ...NEGATIVES, ...HARD_CLEAN].map((value) => redact(value, { key }).value);
}
