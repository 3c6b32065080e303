import { z } from "zod";
import { takeLeaf } from "@/lib/ledger-store/commands/view-entry";
import { logName, treeNumber } from "@/lib/ledger-store/schema";
import { defineEvidence } from "@/lib/server/define-evidence";

/** An entry with its proof, as `<index>.tlog-proof`. Taking it is recorded as a look at the entry. */
export const GET = defineEvidence({
  permission: "ledger:read",
  place: z.object({ log: logName, index: treeNumber }),
  run: takeLeaf,
});
