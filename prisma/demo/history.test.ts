import { expect, test } from "vitest";
import { addDays } from "@/lib/core/clock";
import { AGENTS } from "./agents";
import { historyUntil } from "./history";
import { PEOPLE } from "./people";
import { uuidOf } from "./stage";

// A week of days on which the demo may be made, at either end of the day.
const DAYS = Array.from({ length: 7 }, (_, day) => addDays(new Date("2026-11-21T00:00:00Z"), day));
const NOWS = DAYS.flatMap((day) => [day, new Date(day.getTime() + 86_399_999)]);

test("whenever it is made, its history is in order, no two things share an instant, and all is past", () => {
  for (const now of NOWS) {
    const instants = historyUntil(now).map(({ instant }) => instant.getTime());
    expect(new Set(instants).size).toBe(instants.length);
    expect([...instants].sort((a, b) => a - b)).toEqual(instants);
    expect(Math.max(...instants)).toBeLessThan(now.getTime());
  }
});

test("people have names, addresses and titles of their own, and belong to no real company", () => {
  const people = Object.values(PEOPLE);
  expect(new Set(people.map(({ name }) => name)).size).toBe(people.length);
  expect(new Set(people.map(({ email }) => email)).size).toBe(people.length);
  for (const { email } of people) {
    expect(email).toMatch(/^[a-z.]+@(?:marenvik|thornquist-vale)\.example$/);
  }
});

test("nobody stands in for themselves", () => {
  for (const agent of Object.values(AGENTS)) {
    expect([agent.sponsor, "successor" in agent && agent.successor]).not.toContain(agent.owner);
  }
});

test("the same name gives the same UUID, and another name another", () => {
  expect(uuidOf("act 1")).toBe(uuidOf("act 1"));
  expect(uuidOf("act 1")).not.toBe(uuidOf("act 2"));
  expect(uuidOf("act 1")).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});
