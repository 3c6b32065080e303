import { agentsOfClass, dataClassWord } from "@/app/(dashboard)/activity/agents-of-class";
import { callQueryOf } from "@/lib/activity/calls/call-query";
import { exportCalls } from "@/lib/activity/calls/export-calls";
import { exportCallsInput } from "@/lib/activity/calls/export-calls-schema";
import { defineDownload } from "@/lib/server/define-download";

/** The calls as the filters in the address show them, as CSV or JSON Lines. */
export const GET = defineDownload({
  permission: "call:export",
  input: exportCallsInput,
  run: async (ctx, { format, ...asked }) => {
    const given = Object.entries(asked).filter(([, value]) => value !== "");
    const address = Object.fromEntries(given);
    const query = callQueryOf(address);
    const agents = await agentsOfClass(ctx.actor, query.dataClass, ctx.now);
    return exportCalls(ctx, { format, query, address, agents, dataClassWord });
  },
});
