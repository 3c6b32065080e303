import type { TokenCheck } from "../verify/check-tokens";
import type { Held } from "../verify/other-checkpoints";
import type { Report } from "../verify/report";
import { verifyBundle } from "../verify/verify-bundle";
import type { VerifierKey } from "../vkey";
import { type Files, memorySource } from "./memory-bundle";
import { SAMPLE_BASE, SAMPLE_ORIGIN } from "./sample-log";
import { sampleSigner } from "./signer";

export const CALLS_KEY = sampleSigner(SAMPLE_ORIGIN).key;
export const GOVERNANCE_SIGNER = sampleSigner(`${SAMPLE_BASE}/governance`, 2);

export type VerifyOptions = {
  readonly trusted?: readonly VerifierKey[];
  readonly given?: readonly Uint8Array[];
  readonly remembered?: Uint8Array | null;
  readonly tokenHolds?: TokenCheck;
};

/** Verifies files in memory, trusting the key of the sample log. */
export async function verifyFiles(files: Files, options: VerifyOptions = {}): Promise<Report> {
  const { trusted = [CALLS_KEY], given = [], remembered = null, tokenHolds = null } = options;
  const recalled: Held["remembered"] =
    remembered === null ? null : { name: "remembered", bytes: remembered };
  return await verifyBundle({
    source: memorySource(files),
    trusted,
    given: given.map((bytes, at) => ({ name: `given ${at}`, bytes })),
    recall: async () => recalled,
    tokenHolds,
  });
}

/** A report in one line, for expectations: outcome, first failure, and how often each reason was met. */
export function summary({ outcome, first, counts }: Report): string {
  const where = first === null ? "" : ` ${first.reason} ${first.file ?? ""} ${first.index ?? ""}`;
  const counted = [...counts].map(([reason, count]) => `${reason} ${count}`).join(", ");
  return `${outcome}${where.trimEnd()}${counted === "" ? "" : ` (${counted})`}`;
}
