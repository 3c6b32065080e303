import "server-only";
import { z } from "zod";
import { type Actor, authorize } from "@/lib/auth/actor";
import { readRows, sql } from "@/lib/db/read";
import type { Job } from "./define-job";
import { JOBS } from "./registry";
import { nextRunAfter } from "./schedule";

const KEPT_RUNS = 200;

const storedRun = z.object({
  name: z.string(),
  state: z.enum(["created", "retry", "active", "completed", "cancelled", "failed"]),
  attempts: z.number(),
  startedAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  error: z.string().nullable(),
});

/** One run of a job. `error` is its reason, where it failed; `attempts` counts the tries so far. */
export type JobRun = Omit<z.infer<typeof storedRun>, "name">;

export type JobOverview = {
  name: string;
  everyMinutes: number;
  lastRun: JobRun | null; // the newest that was started; null: none within two weeks
  nextRunAt: Date; // by the schedule, while the scheduler runs
  failures: readonly JobRun[]; // newest first
};

/** Each job with its last run, its next and what failed within two weeks, by name. Errors: forbidden. */
export async function listJobRuns(
  actor: Actor,
  now: Date,
  jobs: readonly Job[] = JOBS,
): Promise<JobOverview[]> {
  authorize(actor, "policy:read");
  const runs = (await isQueueThere()) ? await startedRuns() : [];
  return jobs
    .map(({ name, everyMinutes }) => {
      const own = runs.filter((run) => run.name === name).map(({ name: _, ...run }) => run);
      return {
        name,
        everyMinutes,
        lastRun: own[0] ?? null,
        nextRunAt: nextRunAfter(everyMinutes, now),
        failures: own.filter(({ error, state }) => error !== null || state === "failed"),
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

// The scheduler makes its tables when it first starts.
async function isQueueThere(): Promise<boolean> {
  const [row] = await readRows(
    z.object({ there: z.boolean() }),
    sql`SELECT to_regclass('pgboss.job') IS NOT NULL AS there`,
  );
  return row?.there ?? false;
}

// Per job the newest of all and the newest that failed: a job that runs each minute would push the
// others out of any common limit.
async function startedRuns() {
  return readRows(
    storedRun,
    sql`SELECT name, state::text AS state, retry_count + 1 AS attempts,
               started_on AS "startedAt", completed_on AS "endedAt", output->>'message' AS error
        FROM (SELECT *, row_number() OVER (PARTITION BY name ORDER BY started_on DESC, id) AS newest,
                     row_number() OVER (PARTITION BY name, output->>'message' IS NULL ORDER BY started_on DESC, id) AS newest_alike
              FROM pgboss.job WHERE started_on IS NOT NULL) runs
        WHERE newest = 1 OR (output->>'message' IS NOT NULL AND newest_alike <= ${KEPT_RUNS})
        ORDER BY name, started_on DESC, id`,
  );
}
