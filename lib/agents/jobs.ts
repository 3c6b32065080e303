import { defineJob } from "@/lib/jobs/define-job";
import { tellOwnerless, tellReviewsDue } from "./commands/notices";

/** Says which reviews are due, once a due date comes near and once it has passed. */
export const reviewsDueJob = defineJob({
  name: "agents.review-due",
  everyMinutes: 60,
  grants: ["agent:read", "agent:remind"],
  run: tellReviewsDue,
});

/** Says which agents lost somebody they need, soon after the person was deactivated. */
export const ownerlessJob = defineJob({
  name: "agents.ownerless",
  everyMinutes: 15,
  grants: ["agent:read", "agent:remind"],
  run: tellOwnerless,
});
