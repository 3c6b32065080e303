import { defineJob } from "@/lib/jobs/define-job";
import { remindOfKeys } from "./commands/remind";

/** Says which keys must be rotated or looked at. */
export const remindOfKeysJob = defineJob({
  name: "keys.remind",
  everyMinutes: 60,
  grants: ["key:read", "key:remind"],
  run: remindOfKeys,
});
