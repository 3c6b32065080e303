import { expect, test } from "vitest";
import { toVersionRows } from "./view";

const now = new Date("2026-11-21T12:00:00.000Z");
const names = new Map([["officer", { name: "Otto" }]]);
const versionOf = (version: number, day: string) => ({
  id: `v${version}`,
  room: "requests",
  version,
  values: {},
  effectiveFrom: new Date(`${day}T00:00:00.000Z`),
  proposedById: "officer",
  approvedById: "gone",
  approvedAt: new Date("2026-11-01T00:00:00.000Z"),
  reason: "Because.",
});
const states = (...days: string[]) =>
  toVersionRows(days.map((day, index) => versionOf(index + 1, day)).reverse(), names, now).map(
    ({ version, state, until }) => [version, state, until?.slice(0, 10) ?? null],
  );

test("of several versions the one adopted last whose day has come is in force", () => {
  expect(states("2026-11-01", "2026-11-10", "2026-12-01")).toEqual([
    [3, "Waits for its day", null],
    [2, "In force", "2026-12-01"],
    [1, "Replaced", "2026-11-10"],
  ]);
});

test("a version whose day never came because another was adopted says so", () => {
  expect(states("2026-12-01", "2026-11-10")).toEqual([
    [2, "In force", null],
    [1, "Never in force", "2026-11-10"],
  ]);
});

test("who proposed and approved is shown by name, or by id if nothing else is left", () => {
  expect(toVersionRows([versionOf(1, "2026-11-01")], names, now)).toMatchObject([
    { proposedBy: "Otto", approvedBy: "gone" },
  ]);
});
