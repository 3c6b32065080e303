// Runs each scheduled job once, in order, whatever its schedule says. In an installation the sealer's process runs them.
import { logError } from "@/lib/core/log";
import { JOBS } from "@/lib/jobs/registry";

process.exit(await runOnce());

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
