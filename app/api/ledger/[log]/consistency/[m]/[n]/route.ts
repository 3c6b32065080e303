import { z } from "zod";
import { getConsistencyFile } from "@/lib/ledger-store/queries-files";
import { logName, treeNumber } from "@/lib/ledger-store/schema";
import { defineEvidence } from "@/lib/server/define-evidence";

/** That the tree of size m begins the tree of the checkpoint of size n, which comes with it. */
export const GET = defineEvidence({
  permission: "ledger:read",
  place: z.object({ log: logName, m: treeNumber, n: treeNumber }),
  run: ({ actor }, place) => getConsistencyFile(actor, place),
});
