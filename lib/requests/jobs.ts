import { defineJob } from "@/lib/jobs/define-job";
import { remindRequests } from "./commands/remind-request";

export const remindRequestsJob = defineJob({
  name: "requests.remind",
  everyMinutes: 60,
  grants: ["request:read-all", "request:remind"],
  run: remindRequests,
});
