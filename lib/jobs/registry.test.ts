import { expect, test } from "vitest";
import { JOBS } from "./registry";
import { cronOf } from "./schedule";

test("every job has a name of its own and an interval that cron can keep", () => {
  expect(new Set(JOBS.map(({ name }) => name)).size).toBe(JOBS.length);
  for (const { everyMinutes } of JOBS) expect(cronOf(everyMinutes)).toBeTruthy();
});
