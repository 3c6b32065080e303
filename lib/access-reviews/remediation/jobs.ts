import { defineJob } from "@/lib/jobs/define-job";
import { tellOfOverdue } from "./commands/tell-removals";
import { watchRemovals } from "./commands/watch-removals";

/** Sees by the data whether what signed reviews took away is gone, and says what is overdue. */
export const watchRemovalsJob = defineJob({
  name: "access-reviews.removals",
  everyMinutes: 5,
  grants: ["review:watch"],
  run: async (ctx) => {
    await watchRemovals(ctx);
    await tellOfOverdue(ctx);
  },
});
