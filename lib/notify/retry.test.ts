import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { nextAttemptAt } from "./retry";
import { signature } from "./webhook";

const now = new Date("2026-11-21T12:00:00.000Z");
const rules = { emailAttempts: 12, webhookAttempts: 3, retryAfterMinutes: 2 };
const minutesTo = (attempts: number) => {
  const next = nextAttemptAt(rules, "email", attempts, now);
  return next && (next.getTime() - now.getTime()) / 60_000;
};

test("each wait is twice the one before, and none is longer than a day", () => {
  expect([1, 2, 3, 10, 11].map(minutesTo)).toEqual([2, 4, 8, 1024, 1440]);
});

test("after the last attempt that the rules allow a channel gives up", () => {
  expect(nextAttemptAt(rules, "email", 12, now)).toBeNull();
  expect(nextAttemptAt(rules, "webhook", 2, now)).not.toBeNull();
  expect(nextAttemptAt(rules, "webhook", 3, now)).toBeNull();
});

test("a listener can compute the signature from the time, the body and the key", () => {
  const expected = createHmac("sha256", "key").update('1700000000.{"id":"n1"}').digest("hex");
  expect(signature("key", "1700000000", '{"id":"n1"}')).toBe(expected);
});
