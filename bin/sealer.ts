// Seals the ledger and runs the scheduled jobs, until it is told to stop. Of several such processes one seals at a time
// (a lease in the database); the others wait. It alone, and bin/ledger.ts, may reach the signing keys.
import { env } from "@/lib/core/env";
import { Sealer } from "@/lib/ledger-store/sealer/sealer";
import { sealerSettings } from "@/lib/ledger-store/sealer/settings";
import { openSigner } from "@/lib/ledger-store/signing";
import { sentenceOf } from "./ledger/sentence";
import { keyOptions } from "./sealer/key-options";
import { runSealer } from "./sealer/run-sealer";

process.exit(await main());

async function main(): Promise<number> {
  try {
    await runSealer(async ({ logs }) => {
      const signer = await openSigner(keyOptions(logs));
      return new Sealer({ logs, signer, settings: sealerSettings(env()) });
    });
    return 0;
  } catch (error) {
    // What a person can mend is one sentence; anything else is a bug and shows where.
    console.error(sentenceOf(error) ?? error);
    return 1;
  }
}
