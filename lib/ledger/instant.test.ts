import { expect, test } from "vitest";
import { dayOf, isInstant } from "./instant";

test("an instant has one spelling", () => {
  expect(isInstant("2026-01-01T00:00:00.000Z")).toBe(true);
  expect(isInstant("2028-02-29T23:59:59.999Z")).toBe(true);
  expect(dayOf("2026-01-01T23:59:59.999Z")).toBe("2026-01-01");
});

test.each([
  "2026-01-01T00:00:00Z",
  "2026-01-01T00:00:00.000+00:00",
  "2026-01-01 00:00:00.000Z",
  "2026-02-30T00:00:00.000Z",
  "2026-13-01T00:00:00.000Z",
  "2026-01-01T24:00:00.000Z",
  "2026-01-01T00:00:60.000Z",
  "2027-02-29T00:00:00.000Z",
  "+002026-01-01T00:00:00.000Z",
  "2026-01-01T00:00:00.000z",
  " 2026-01-01T00:00:00.000Z",
  "",
])("%j is not an instant", (text) => {
  expect(isInstant(text)).toBe(false);
});
