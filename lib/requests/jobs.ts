import { defineJob } from "@/lib/jobs/define-job";
import { releaseRequests } from "./commands/release-request";
import { remindRequests } from "./commands/remind-request";

export const remindRequestsJob = defineJob({
  name: "requests.remind",
  everyMinutes: 60,
  grants: ["request:read-all", "request:remind"],
  run: async (ctx) => {
    await releaseRequests(ctx); // first, so that those are reminded who can decide
    await remindRequests(ctx);
  },
});
