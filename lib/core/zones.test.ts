import { expect, test } from "vitest";
import { afterTheJump, instantsOf, localOf, localText, offsetAt, zoneNamed } from "./zones";

const at = (local: string, zone: string) =>
  instantsOf(local, zone)?.map((one) => [one.at.toISOString(), one.offset]);

test("IPE-04: 02:30 in Berlin on the day clocks are put back is two instants, told apart by their offsets", () => {
  expect(at("2026-10-25T02:30", "Europe/Berlin")).toEqual([
    ["2026-10-25T00:30:00.000Z", "+02:00"],
    ["2026-10-25T01:30:00.000Z", "+01:00"],
  ]);
});

test("IPE-04: 02:30 in Berlin on the day clocks are put on is no instant; the first one after the jump is known", () => {
  expect(at("2026-03-29T02:30", "Europe/Berlin")).toEqual([]);
  expect(afterTheJump("2026-03-29T02:30", "Europe/Berlin")?.toISOString()).toBe(
    "2026-03-29T01:30:00.000Z",
  );
});

test.each([
  ["2026-11-17T14:14", "Europe/Berlin", "2026-11-17T13:14:00.000Z", "+01:00"],
  ["2026-07-14T14:14:03.250", "Europe/Berlin", "2026-07-14T12:14:03.250Z", "+02:00"],
  ["2026-07-14T14:14:03.2", "UTC", "2026-07-14T14:14:03.200Z", "+00:00"],
  ["2026-11-17", "America/New_York", "2026-11-17T05:00:00.000Z", "-05:00"],
  ["2026-11-17T00:15", "Asia/Kathmandu", "2026-11-16T18:30:00.000Z", "+05:45"],
  ["2026-11-17T00:00", "Pacific/Kiritimati", "2026-11-16T10:00:00.000Z", "+14:00"],
  ["2024-02-29T12:00", "UTC", "2024-02-29T12:00:00.000Z", "+00:00"],
])("%s in %s is %s", (local, zone, instant, offset) => {
  expect(at(local, zone)).toEqual([[instant, offset]]);
});

test("every hour of a year that a zone shows is an instant that shows it again", () => {
  for (const zone of ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"]) {
    for (let hour = 0; hour < 366 * 24; hour += 1) {
      const instant = new Date(Date.UTC(2026, 0, 1, hour, 30));
      const back = instantsOf(localOf(instant, zone), zone) ?? [];
      expect(back.map((one) => one.at.getTime())).toContain(instant.getTime());
    }
  }
});

test.each([
  "",
  "2026-02-30T10:00",
  "2026-13-01T10:00",
  "2026-11-17T25:00",
  "yesterday",
  "2026-11-17T14:14Z",
])("%j is no local time", (text) => {
  expect(instantsOf(text, "UTC")).toBeNull();
});

test.each([
  ["europe/berlin", "Europe/Berlin"],
  ["utc", "UTC"],
  ["+02:00", null],
  ["Mars/Olympus", null],
  ["", null],
])("the zone %j is %j", (text, name) => {
  expect(zoneNamed(text)).toBe(name);
});

test("an instant is shown with its zone and its offset", () => {
  const instant = new Date("2026-10-25T00:30:00.000Z");
  expect(localText(instant, "Europe/Berlin")).toBe(
    "2026-10-25 02:30:00.000 Europe/Berlin (+02:00)",
  );
  expect(offsetAt(instant, "America/St_Johns")).toBe("-02:30");
});
