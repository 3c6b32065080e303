import { expect, test } from "vitest";
import { endOfBusinessDay } from "./business-day";

const NONE = new Set<string>();
const end = (at: string, days: number, holidays: ReadonlySet<string> = NONE) =>
  endOfBusinessDay(new Date(at), days, holidays).toISOString();

test("SCN-18: the next business day leaves out weekends and holidays, and ends with its last millisecond", () => {
  expect(end("2026-11-19T08:00:00Z", 1)).toBe("2026-11-20T23:59:59.999Z"); // Thursday: Friday
  expect(end("2026-11-20T23:59:59Z", 1)).toBe("2026-11-23T23:59:59.999Z"); // Friday: Monday
  expect(end("2026-11-21T00:00:00Z", 1)).toBe("2026-11-23T23:59:59.999Z"); // Saturday: Monday
  expect(end("2026-12-23T12:00:00Z", 1, new Set(["2026-12-24", "2026-12-25"]))).toBe(
    "2026-12-28T23:59:59.999Z",
  );
  expect(end("2026-11-19T08:00:00Z", 3)).toBe("2026-11-24T23:59:59.999Z");
});
