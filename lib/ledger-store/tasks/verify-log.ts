// A verification that was asked for: everything below the newest checkpoint, read again from the store and recomputed.
import "server-only";
import { toBase64 } from "@/lib/ledger/base64";
import type { WaitForCheckpoint } from "../bundles/newest-checkpoint";
import type { LedgerLog } from "../ledger-log";
import { findingText, type ScrubOptions, type ScrubReport } from "../sealer/scrub";
import type { Outcome } from "./outcome";

export type Scrub = (log: LedgerLog, options: ScrubOptions) => Promise<ScrubReport>;

export type VerificationWork = {
  readonly log: LedgerLog;
  readonly scrub: Scrub;
  readonly waitFor: WaitForCheckpoint;
  readonly tell: NonNullable<ScrubOptions["tell"]>;
  readonly progress: (done: bigint, total: bigint) => void;
  readonly signal: AbortSignal;
};

/** Verifies a log as it is stored. Errors: unavailable (nothing is sealed), the store's, and the signal's reason. */
export async function verifyLog(work: VerificationWork): Promise<Outcome> {
  const { log, scrub, tell, progress, signal } = work;
  const { size, root } = await work.waitFor(1n, signal);
  const range = { start: 0n, end: size };
  const { count, findings } = await scrub(log, { mode: "stored", range, tell, progress, signal });
  const [first] = findings;
  return {
    action: "verification.finished",
    result: {
      ...{ size: Number(size), root: toBase64(root), holds: count === 0, findings: count },
      first: first === undefined ? null : findingText(first),
    },
    range,
  };
}
