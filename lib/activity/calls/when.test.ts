import { expect, test } from "vitest";
import { whenOf } from "./when";

// A Saturday, 15:14 in Berlin.
const NOW = new Date("2026-11-21T14:14:00.000Z");
const asked = (text: string, more: object = {}) =>
  whenOf({ text, zone: "Europe/Berlin", around: 5, fold: null, now: NOW, ...more });
const between = (text: string, more: object = {}) => {
  const when = asked(text, more);
  return when.kind === "known" ? [when.from.toISOString(), when.to.toISOString()] : when.kind;
};

test.each([
  ["tuesday 14:14", "2026-11-17T13:09:00.000Z", "2026-11-17T13:19:00.000Z"],
  ["Tue 14:14", "2026-11-17T13:09:00.000Z", "2026-11-17T13:19:00.000Z"],
  ["last Tuesday 14.14", "2026-11-17T13:09:00.000Z", "2026-11-17T13:19:00.000Z"],
  ["2026-11-17 14:14", "2026-11-17T13:09:00.000Z", "2026-11-17T13:19:00.000Z"],
  ["2026-11-17T14:14:30", "2026-11-17T13:09:30.000Z", "2026-11-17T13:19:30.000Z"],
  ["2026-11-17 14:14 UTC", "2026-11-17T14:09:00.000Z", "2026-11-17T14:19:00.000Z"],
  ["2026-11-17T14:14:00+02:00", "2026-11-17T12:09:00.000Z", "2026-11-17T12:19:00.000Z"],
  ["yesterday 2:14", "2026-11-20T01:09:00.000Z", "2026-11-20T01:19:00.000Z"],
  ["14:14", "2026-11-21T13:09:00.000Z", "2026-11-21T13:19:00.000Z"],
  ["15:30", "2026-11-20T14:25:00.000Z", "2026-11-20T14:35:00.000Z"],
  ["saturday 15:30", "2026-11-14T14:25:00.000Z", "2026-11-14T14:35:00.000Z"],
  ["tuesday 14:00 to 15:30", "2026-11-17T13:00:00.000Z", "2026-11-17T14:30:00.000Z"],
  ["2026-11-17 23:30 - 2026-11-18 00:30", "2026-11-17T22:30:00.000Z", "2026-11-17T23:30:00.000Z"],
  ["2026-11-17", "2026-11-16T23:00:00.000Z", "2026-11-17T23:00:00.000Z"],
  ["yesterday", "2026-11-19T23:00:00.000Z", "2026-11-20T23:00:00.000Z"],
])("LOG-11: %s in Berlin is from %s to %s", (text, from, to) => {
  expect(between(text)).toEqual([from, to]);
});

test("LOG-11, IPE-04: a moment that clocks showed twice is asked about, and answered once somebody says which", () => {
  const when = asked("2026-10-25 02:30");
  expect(when).toMatchObject({
    kind: "twice",
    choices: [{ offset: "+02:00" }, { offset: "+01:00" }],
  });
  expect(between("2026-10-25 02:30", { fold: "first", around: 0 })[0]).toBe(
    "2026-10-25T00:30:00.000Z",
  );
  expect(between("2026-10-25 02:30", { fold: "second", around: 0 })[0]).toBe(
    "2026-10-25T01:30:00.000Z",
  );
  expect(asked("2026-03-29 02:30")).toEqual({ kind: "never", local: "2026-03-29T02:30:00" });
});

test("the day on which clocks are put back has 25 hours", () => {
  expect(between("2026-10-25")).toEqual(["2026-10-24T22:00:00.000Z", "2026-10-25T23:00:00.000Z"]);
});

test.each([
  "noon",
  "25:00",
  "2026-02-30 10:00",
  "tuesday 14:00 to 13:00",
  "blursday 10:00",
  "14:14 to",
])("%j is no time", (text) => {
  expect(asked(text)).toEqual({ kind: "unread" });
});

test("a question without a time asks nothing yet", () => {
  expect(asked("  ")).toEqual({ kind: "nothing" });
});
