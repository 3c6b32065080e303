// What a bundle is made from, besides the log itself: keys, verifiers, and how the log is stored and signed.
import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/core/app-error";
import type { Manifest } from "@/lib/ledger/manifest";
import type { Log } from "@/lib/ledger/origin";
import { parseVkey, type VerifierKey } from "@/lib/ledger/vkey";
import { findInstallation } from "@/lib/settings/installation";
import type { LedgerLog } from "../ledger-log";
import type { Ledger, OpenLog } from "../open-ledger";
import type { StorageMode } from "../store";
import { type VerifierFile, verifierFiles } from "../verifier-files";
import { type WaitForCheckpoint, waitingForSealer } from "./newest-checkpoint";

export type BundleParts = {
  readonly log: OpenLog;
  /** The log that tells of earlier bundles and of what was deleted; its keys open the certificates. */
  readonly governance: OpenLog;
  readonly governanceKeys: readonly VerifierKey[];
  readonly storage: Manifest["storage"];
  readonly keySeparation: Manifest["keySeparation"];
  /** The keys of the log that were not revoked, in the order they came into use. */
  readonly vkeys: readonly VerifierKey[];
  readonly verifiers: readonly VerifierFile[];
  /** Whether all of it was made up for a demonstration. */
  readonly demo: boolean;
  readonly waitFor: WaitForCheckpoint;
  readonly waitForGovernance: WaitForCheckpoint;
};

/** The parts for one log of this installation. Errors: unavailable (no key is known yet), Error (verifiers are not built). */
export async function bundleParts(
  { logs, probe }: Pick<Ledger, "logs" | "probe">,
  log: Log,
): Promise<BundleParts> {
  const parts = logs[log];
  return {
    log: parts,
    governance: logs.governance,
    governanceKeys: await vkeysOf(logs.governance),
    storage: storageOf(probe.mode),
    keySeparation: await keySeparationOf(parts),
    vkeys: await vkeysOf(parts),
    verifiers: await verifierFiles(),
    demo: (await findInstallation())?.demo ?? false,
    waitFor: waitingForSealer(parts),
    waitForGovernance: waitingForSealer(logs.governance),
  };
}

// A store in memory ends with its process: nothing of it is ever handed out.
function storageOf(mode: StorageMode): Manifest["storage"] {
  return mode === "memory" ? "fs" : mode;
}

const separationRow = z.object({ key_separation: z.enum(["process", "user"]) });

/** As the sealer said last. Until it has spoken, the weaker of the two. */
async function keySeparationOf({ pool, log }: LedgerLog): Promise<Manifest["keySeparation"]> {
  const { rows } = await pool.query("SELECT key_separation FROM ledger_sealer WHERE log = $1", [
    log,
  ]);
  return separationRow.array().parse(rows)[0]?.key_separation ?? "process";
}

const keyRow = z.object({ vkey: z.string() });

async function vkeysOf({ pool, log }: LedgerLog): Promise<VerifierKey[]> {
  const { rows } = await pool.query(
    "SELECT vkey FROM ledger_vkey WHERE log = $1 AND revoked_from IS NULL ORDER BY since, vkey",
    [log],
  );
  const keys = keyRow
    .array()
    .parse(rows)
    .flatMap(({ vkey }) => {
      const key = parseVkey(vkey);
      return key.ok ? [key.value] : [];
    });
  if (keys.length > 0) return keys;
  const message = `No key of the ${log} ledger is known, so nobody could check a bundle of it. Start the sealer, then ask again.`;
  throw new AppError("unavailable", message);
}
