import { PgBoss } from "pg-boss";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { env } from "@/lib/core/env";
import { defineJob } from "./define-job";
import { listJobRuns } from "./queries";
import { QUEUE_SCHEMA, scheduleJobs } from "./queue";

const reader: Actor = { kind: "job", id: "test", grants: ["policy:read"] };
const calls: string[] = [];

const working = defineJob({
  name: "jobs-test.work",
  everyMinutes: 1440,
  grants: ["agent:read"],
  run: async (ctx) => {
    calls.push(`${ctx.actor.kind} ${ctx.actor.id}`);
  },
});
const failing = defineJob({
  name: "jobs-test.fail",
  everyMinutes: 1440,
  grants: [],
  run: async () => {
    throw new Error("the mail server said no");
  },
});
const JOBS = [working, failing];

const boss = new PgBoss({
  connectionString: env().DATABASE_URL,
  schema: QUEUE_SCHEMA,
  supervise: false,
  schedule: false,
});
let noted: ReturnType<typeof vi.spyOn>;
let scheduler: Awaited<ReturnType<typeof scheduleJobs>>;

beforeEach(async () => {
  noted = vi.spyOn(console, "error").mockImplementation(() => {});
  scheduler = await scheduleJobs(JOBS);
  await boss.start();
});

afterEach(async () => {
  await scheduler.stop();
  await boss.stop({ graceful: false });
  vi.restoreAllMocks();
});

test("a run acts under the job's own name, and how it ended can be read", async () => {
  for (const { name } of JOBS) await boss.send(name);
  await vi.waitFor(
    async () => {
      const runs = await listJobRuns(reader, new Date(), JOBS);
      expect(runs.map(({ lastRun }) => lastRun?.state)).toEqual(["retry", "completed"]);
    },
    { timeout: 10_000, interval: 200 },
  );
  expect(calls).toEqual(["job jobs-test.work"]);
  const [failed] = await listJobRuns(reader, new Date(), JOBS);
  expect(failed?.failures).toMatchObject([{ attempts: 1, error: "the mail server said no" }]);
  expect(noted).toHaveBeenCalledWith(expect.stringContaining("jobs-test.fail"));
});

test("a job that is gone from this version is scheduled no more", async () => {
  await scheduler.stop();
  scheduler = await scheduleJobs([working]);
  const names = (await boss.getSchedules()).map(({ name }) => name);
  expect(names).toContain(working.name);
  expect(names).not.toContain(failing.name);
});

test("who lacks the right sees no runs", async () => {
  const stranger: Actor = { kind: "job", id: "test", grants: [] };
  await expect(listJobRuns(stranger, new Date(), JOBS)).rejects.toThrow("policy:read");
});
