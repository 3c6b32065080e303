import { exportAgents } from "@/lib/agents/export";
import { exportAgentsInput } from "@/lib/agents/schema";
import { defineDownload } from "@/lib/server/define-download";

/** The registry as the filters in the address show it, as CSV, Excel or PDF. */
export const GET = defineDownload({
  permission: "agent:export",
  input: exportAgentsInput,
  run: exportAgents,
});
