// Seals the ledger and runs the scheduled jobs, until it is told to stop. Of several such processes one seals at a time
// (a lease in the database); the others wait. It alone, and bin/ledger.ts, may reach the signing keys; it alone the server's
// seal and document key.
import { env } from "@/lib/core/env";
import { parseOrigin } from "@/lib/ledger/origin";
import { Sealer } from "@/lib/ledger-store/sealer/sealer";
import { sealerSettings } from "@/lib/ledger-store/sealer/settings";
import { openSigner } from "@/lib/ledger-store/signing";
import { findInstallation } from "@/lib/settings/installation";
import { openKeeper } from "@/lib/signatures/keeper";
import { sentenceOf } from "./ledger/sentence";
import { keyOptions } from "./sealer/key-options";
import { runSealer } from "./sealer/run-sealer";

process.exit(await main());

/** The keeper of the server's seal and document key, once the installation has a name that its certificate can carry. */
async function keeperOf({ directory, origins }: ReturnType<typeof keyOptions>) {
  const installation = await findInstallation();
  const origin = parseOrigin(origins.governance);
  if (installation === null || origin === null) return null;
  const { organisation } = installation;
  const sealName = `${origin.base}/seal`;
  return openKeeper({ directory, sealName, organisation, now: new Date() });
}

async function main(): Promise<number> {
  try {
    await runSealer(async ({ logs }) => {
      const options = keyOptions(logs);
      const signer = await openSigner(options);
      const sealer = new Sealer({ logs, signer, settings: sealerSettings(env()) });
      return { sealer, openKeeper: () => keeperOf(options) };
    });
    return 0;
  } catch (error) {
    // What a person can mend is one sentence; anything else is a bug and shows where.
    console.error(sentenceOf(error) ?? error);
    return 1;
  }
}
