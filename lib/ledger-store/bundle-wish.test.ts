import { expect, test } from "vitest";
import { requestBundleInput } from "./schema";

/** What a person typed, as a wish; or what they are told, by field. */
function read(typed: Record<string, string>) {
  const parsed = requestBundleInput.safeParse({ log: "calls", ...typed });
  if (parsed.success) return parsed.data.wish;
  return Object.fromEntries(
    parsed.error.issues.map(({ path, message }) => [path.join("."), message]),
  );
}

test("the whole log needs nothing more", () => {
  expect(read({ covers: "all" })).toEqual({ covers: { kind: "all" }, consistency: [] });
  expect(read({ covers: "all", start: "x", from: "y" })).toEqual({
    covers: { kind: "all" },
    consistency: [],
  });
});

test("a range runs from its start to before its end", () => {
  expect(read({ covers: "range", start: "0", end: " 120 " })).toEqual({
    covers: { kind: "range", start: 0, end: 120 },
    consistency: [],
  });
});

test.each([
  ["", "", { start: /whole number/, end: /whole number/ }],
  ["-1", "5", { start: /whole number/ }],
  ["1.5", "5", { start: /whole number/ }],
  ["1e3", "5000", { start: /whole number/ }],
  ["0", "99999999999999999999", { end: /whole number/ }],
  ["5", "5", { end: /above 5.+5 to 6 is one entry/ }],
  ["6", "5", { end: /above 6/ }],
])("the range %j to %j is refused at its field", (start, end, says) => {
  const told = read({ covers: "range", start, end });
  expect(Object.keys(told)).toEqual(Object.keys(says));
  for (const [field, pattern] of Object.entries(says)) {
    expect(told).toHaveProperty(field, expect.stringMatching(pattern));
  }
});

test.each([
  ["2026-11-01", "2026-11-01T00:00:00.000Z"],
  ["2026-11-01T14:30", "2026-11-01T14:30:00.000Z"],
  ["2026-11-01 14:30", "2026-11-01T14:30:00.000Z"],
  ["2026-11-01T14:30:05", "2026-11-01T14:30:05.000Z"],
  ["2026-11-01T14:30:05.2Z", "2026-11-01T14:30:05.200Z"],
])("the time %j is %s", (from, instant) => {
  expect(read({ covers: "period", from, to: "2027-01-01" })).toMatchObject({
    covers: { kind: "period", from: instant },
  });
});

test.each([
  "",
  "yesterday",
  "2026-02-30",
  "2026-13-01",
  "2026-11-01T25:00",
  "2026-11-01T10:00+01:00",
])("%j is no UTC time", (from) => {
  expect(read({ covers: "period", from, to: "2027-01-01" })).toEqual({
    from: expect.stringContaining("UTC"),
  });
});

test("a period that does not end after its start is refused at its end", () => {
  const day = "2026-11-01";
  expect(read({ covers: "period", from: day, to: day })).toEqual({
    to: expect.stringContaining("after the start"),
  });
});

test("sizes are read in any order, each once", () => {
  expect(read({ covers: "all", consistency: "300, 5;5 20" })).toMatchObject({
    consistency: [5, 20, 300],
  });
});

test.each(["0", "x", "1,-2", Array.from({ length: 51 }, (_, at) => at + 1).join(",")])(
  "the sizes %j are refused",
  (consistency) => {
    expect(read({ covers: "all", consistency })).toEqual({ consistency: expect.any(String) });
  },
);

test("a choice that is missing is asked for, and no field is unknown", () => {
  expect(read({})).toEqual({ covers: "Choose what the bundle covers." });
  expect(read({ covers: "all", log: "other" })).toHaveProperty("log");
  expect(Object.values(read({ covers: "all", more: "1" })).join()).toContain("more");
});
