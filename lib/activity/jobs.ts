import { defineJob } from "@/lib/jobs/define-job";
import { watchGaps } from "./commands/watch-gaps";

/** Looks for holes in numbers, silent sources and clocks that run ahead, and tells of a source that fell silent. */
export const watchGapsJob = defineJob({
  name: "activity.watch-gaps",
  everyMinutes: 5,
  grants: ["gap:watch"],
  run: (ctx) => watchGaps(ctx),
});
