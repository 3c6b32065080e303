import "server-only";
import { PgBoss, type QueueOptions } from "pg-boss";
import { env } from "@/lib/core/env";
import { logError } from "@/lib/core/log";
import type { Job } from "./define-job";
import { cronOf } from "./schedule";

/** The schema of pg-boss, beside ours in the same database. */
export const QUEUE_SCHEMA = "pgboss";

const DAY_SECONDS = 86_400;

const QUEUE: QueueOptions & { heartbeatSeconds: number } = {
  retryLimit: 3,
  retryDelay: 30,
  retryBackoff: true,
  expireInSeconds: 3_600,
  // A process that was killed sends no heartbeat: its run is taken up by another within a minute.
  heartbeatSeconds: 30,
  deleteAfterSeconds: 14 * DAY_SECONDS,
};

/**
 * Runs jobs on their schedules until `stop()`, which lets those that run finish. Several processes may
 * do so at once: each run is done by one of them. What fell due while none was there is run once.
 */
export async function scheduleJobs(jobs: readonly Job[]): Promise<{ stop: () => Promise<void> }> {
  const boss = new PgBoss({
    connectionString: env().DATABASE_URL,
    options: "-c timezone=UTC",
    schema: QUEUE_SCHEMA,
    max: 4,
    monitorIntervalSeconds: 10, // how soon a missing heartbeat is noticed
  });
  boss.on("error", (error) => logError("queue.failed", error));
  await boss.start();
  await dropUnknown(boss, jobs);
  for (const job of jobs) await schedule(boss, job);
  return { stop: () => boss.stop({ graceful: true, timeout: 20_000 }) };
}

async function schedule(boss: PgBoss, job: Job): Promise<void> {
  // "exclusive": while a run waits or works, the next one is left out instead of piling up.
  await boss.createQueue(job.name, { ...QUEUE, policy: "exclusive" });
  await boss.updateQueue(job.name, QUEUE); // a queue that an earlier version made has its options
  await boss.schedule(job.name, cronOf(job.everyMinutes), null, { tz: "UTC", missed: "once" });
  await boss.work(job.name, { pollingIntervalSeconds: 2 }, () => run(job));
}

async function run(job: Job): Promise<void> {
  try {
    await job.start(new Date());
  } catch (error) {
    logError("job.failed", error, { job: job.name });
    throw error; // pg-boss notes it with the run and tries again
  }
}

// A job that this version no longer has would be sent for ever and done by nobody.
async function dropUnknown(boss: PgBoss, jobs: readonly Job[]): Promise<void> {
  const known = new Set(jobs.map(({ name }) => name));
  for (const { name } of await boss.getSchedules()) {
    if (!known.has(name)) await boss.unschedule(name);
  }
}
