import { defineJob } from "@/lib/jobs/define-job";
import { watchIntegrity } from "./commands/watch-integrity";

/** Sees whether what was frozen and signed is still what stands in the tables (G6). */
export const watchIntegrityJob = defineJob({
  name: "access-reviews.integrity",
  everyMinutes: 60,
  grants: ["review:watch"],
  run: watchIntegrity,
});
