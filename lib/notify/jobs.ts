import { defineJob } from "@/lib/jobs/define-job";
import { deliverNotifications } from "./commands/deliver";

export const deliverNotificationsJob = defineJob({
  name: "notify.deliver",
  everyMinutes: 1,
  grants: ["notification:send"],
  run: (ctx) => deliverNotifications(ctx),
});
