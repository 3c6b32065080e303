import { z } from "zod";
import { getCheckpointFile } from "@/lib/ledger-store/queries-files";
import { logName } from "@/lib/ledger-store/schema";
import { defineEvidence } from "@/lib/server/define-evidence";

/** The newest checkpoint of a log, as it was signed: for monitors that keep what they saw. */
export const GET = defineEvidence({
  permission: "ledger:read",
  place: z.object({ log: logName }),
  run: ({ actor }, { log }) => getCheckpointFile(actor, log),
});
