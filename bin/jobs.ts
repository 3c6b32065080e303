// Runs each scheduled job once, in order, whatever its schedule says, or only those that are named. In an installation the
// sealer's process runs them.
import { logError } from "@/lib/core/log";
import { JOBS } from "@/lib/jobs/registry";

process.exit(await runOnce(process.argv.slice(2)));

async function runOnce(names: readonly string[]): Promise<number> {
  const jobs = JOBS.filter(({ name }) => names.length === 0 || names.includes(name));
  let failed = 0;
  for (const job of jobs) {
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
