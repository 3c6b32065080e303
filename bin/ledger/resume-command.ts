import type { Log } from "@/lib/ledger/origin";
import { resumeSealing } from "@/lib/ledger-store/commands/resume-sealing";
import type { Answer } from "./answer";
import { commandContext } from "./open";

/** Lets the sealer try a halted log again. What halted it halts it again, as long as it lasts. */
export async function resume(log: Log, reason: string): Promise<Answer> {
  await resumeSealing(commandContext(["sealing:resume"]), { log, reason });
  return {
    text: `The sealer tries the ${log} log again within seconds. If the cause persists, it halts again: see the Ledger page, or \`npm run ledger -- scrub ${log}\`.`,
    data: { resumed: log },
  };
}
