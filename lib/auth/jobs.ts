import "server-only";
import { defineJob } from "@/lib/jobs/define-job";
import { sweep } from "./commands/sweep";

export const authSweepJob = defineJob({
  name: "auth.sweep",
  everyMinutes: 60,
  grants: ["session:sweep"],
  run: sweep,
});
