// Runs the scheduled jobs until it is told to stop; with --once each of them once, in order.
import { logError } from "@/lib/core/log";
import { scheduleJobs } from "@/lib/jobs/queue";
import { JOBS } from "@/lib/jobs/registry";

if (process.argv.includes("--once")) {
  process.exit(await runOnce());
} else {
  await runUntilStopped();
}

async function runOnce(): Promise<number> {
  let failed = 0;
  for (const job of JOBS) {
    try {
      await job.start(new Date());
      console.log(`${job.name} done`);
    } catch (error) {
      failed += 1;
      logError("job.failed", error, { job: job.name });
    }
  }
  return failed === 0 ? 0 : 1;
}

async function runUntilStopped(): Promise<void> {
  const scheduler = await scheduleJobs(JOBS);
  const stop = async () => {
    await scheduler.stop();
    process.exit(0);
  };
  for (const event of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(event, stop);
  process.once("disconnect", stop); // whoever started it is gone
  process.send?.({ ready: true });
}
