import { defineJob } from "@/lib/jobs/define-job";
import { runCanaries } from "./commands/canaries";
import { detectHourly, detectQuick } from "./commands/detect";

/** Shows every detector something bad, and looks for the records that were sent through each log path. */
export const canariesJob = defineJob({
  name: "findings.canary",
  everyMinutes: 240,
  grants: ["finding:raise"],
  run: async (ctx) => {
    await runCanaries(ctx);
  },
});

/** Looks at calls, the registry, leak checks and canaries. */
export const detectJob = defineJob({
  name: "findings.detect",
  everyMinutes: 60,
  grants: ["finding:raise"],
  run: async (ctx) => {
    await detectHourly(ctx);
  },
});

/** Looks at what the ledger and the sources report. */
export const detectQuickJob = defineJob({
  name: "findings.detect-faults",
  everyMinutes: 5,
  grants: ["finding:raise"],
  run: async (ctx) => {
    await detectQuick(ctx);
  },
});
