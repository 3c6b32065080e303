import { expect, test } from "vitest";
import {
  epoch,
  milliseconds,
  naive,
  nanoseconds,
  rfc3339,
  rfc3339UnpaddedMicros,
  seconds,
  timeFields,
} from "./time";

const iso = (instant: { ms: number; precision: string } | null) =>
  instant && [new Date(instant.ms).toISOString(), instant.precision];
const AT = "2026-03-02T08:00:00";

test.each([
  [`${AT}Z`, `${AT}.000Z`, "s"],
  [`${AT}.250Z`, `${AT}.250Z`, "ms"],
  [`${AT}.2Z`, `${AT}.200Z`, "ms"],
  [`${AT}.250999Z`, `${AT}.250Z`, "us"],
  [`${AT}.999999999Z`, `${AT}.999Z`, "ns"],
  ["2026-03-02 10:00:00.5+02:00", `${AT}.500Z`, "ms"],
  ["2026-03-02t03:00:00,5-0500", `${AT}.500Z`, "ms"],
  [`${AT} UTC`, `${AT}.000Z`, "s"],
  [` ${AT}z `, `${AT}.000Z`, "s"],
])("RFC 3339: %s is %s, precise to %s", (raw, at, precision) => {
  expect(iso(rfc3339(raw))).toEqual([at, precision]);
});

test.each([
  ...[
    "",
    "now",
    AT,
    "2026-03-02",
    "2026-02-30T00:00:00Z",
    "2026-04-31T00:00:00Z",
    "2026-13-01T00:00:00Z",
  ],
  ...[
    "2026-03-02T24:00:00Z",
    "2026-03-02T08:60:00Z",
    `${AT}+99:99`,
    `${AT}+02:99`,
    `${AT}.Z`,
    "1772438400",
  ],
])("RFC 3339: %s is no time", (raw) => {
  expect(rfc3339(raw)).toBeNull();
});

test("the 29th of February is a day every four years", () => {
  expect(iso(rfc3339("2028-02-29T00:00:00Z"))).toEqual(["2028-02-29T00:00:00.000Z", "s"]);
  expect(rfc3339("2026-02-29T00:00:00Z")).toBeNull();
});

test.each([
  [`${AT}.5000Z`, `${AT}.005Z`],
  [`${AT}.123456Z`, `${AT}.123Z`],
  [`${AT}.999Z`, `${AT}.000Z`],
  [`${AT}.99999+00:00`, `${AT}.099Z`],
  [`${AT}Z`, `${AT}.000Z`],
])("a count of microseconds without leading zeros: %s is %s", (raw, at) => {
  expect(iso(rfc3339UnpaddedMicros(raw))?.[0]).toBe(at);
});

test.each([
  ["1772438400", `${AT}.000Z`, "s"],
  ["1772438400.2509174", `${AT}.250Z`, "ns"],
  ["1772438400.25", `${AT}.250Z`, "ms"],
  ["1772438400250", `${AT}.250Z`, "ms"],
  ["1772438400250917", `${AT}.250Z`, "us"],
  ["1772438400250917999", `${AT}.250Z`, "ns"],
  ["978307200000", "2001-01-01T00:00:00.000Z", "ms"],
  ["978307200000000", "2001-01-01T00:00:00.000Z", "us"],
  ["978307200000000000", "2001-01-01T00:00:00.000Z", "ns"],
])("since 1970, by size: %s is %s, precise to %s", (raw, at, precision) => {
  expect(iso(epoch(raw))).toEqual([at, precision]);
});

test.each(["", "-1", "1e9", "x", "1".repeat(21), "1.", "0x10"])(
  "since 1970: %s is no time",
  (raw) => {
    expect(epoch(raw)).toBeNull();
  },
);

test("units that are told are not guessed", () => {
  expect(iso(seconds("978307200"))).toEqual(["2001-01-01T00:00:00.000Z", "s"]);
  expect(iso(seconds("1772438400.2509"))).toEqual([`${AT}.250Z`, "us"]);
  expect(iso(milliseconds("1772438400250.9"))).toEqual([`${AT}.250Z`, "ms"]);
  expect(iso(nanoseconds("1772438400250999999"))).toEqual([`${AT}.250Z`, "ns"]);
  expect([nanoseconds("0"), nanoseconds("12"), seconds("x"), milliseconds("-1")]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

test("a time without a zone has the configured one, and one with a zone its own", () => {
  expect(iso(naive("+02:00")("2026-03-02 10:00:00.250917"))).toEqual([`${AT}.250Z`, "us"]);
  expect(iso(naive("+02:00")(`${AT}Z`))).toEqual([`${AT}.000Z`, "s"]);
});

test("a time is five fields, of which the raw one alone is the sender's", () => {
  const found = { value: "1772438400250917999", path: "/t", state: "provided" } as const;
  expect(timeFields(found, nanoseconds, "end", "client_reported")).toEqual({
    occurred_at: { value: `${AT}.250Z`, path: "/t", state: "derived" },
    occurred_at_raw: found,
    time_precision: { value: "ns", path: "/t", state: "derived" },
    time_basis: { value: "end", path: "/t", state: "derived" },
    clock_source: { value: "client_reported", path: "/t", state: "derived" },
  });
});

test.each(["253402300800000", "99999999999999"])("a year has four digits: %s", (raw) => {
  const found = { value: raw, path: "", state: "provided" } as const;
  const year = timeFields(found, milliseconds, "end").occurred_at?.value;
  expect(year === undefined || /^\d{4}-/.test(String(year))).toBe(true);
});

test("what cannot be read is no field at all", () => {
  const found = { value: "soon", path: "", state: "provided" } as const;
  expect(timeFields(found, rfc3339, "end")).toEqual({});
  expect(timeFields(undefined, rfc3339, "end")).toEqual({});
  expect(timeFields({ ...found, value: "0000-01-01T00:00:00+14:00" }, rfc3339, "end")).toEqual({});
});
