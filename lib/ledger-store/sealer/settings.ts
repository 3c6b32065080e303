// ledger.md §6: what of the sealer's duties is configured.
import { HOUR_MS } from "@/lib/core/clock";
import type { Env } from "@/lib/core/env";
import { OVERLAP_DAYS } from "@/lib/ledger/key-history";
import type { Log } from "@/lib/ledger/origin";
import type { Appender } from "../append";
import type { LedgerLog } from "../ledger-log";

/** A log that the sealer can also write to: heartbeats go the way of every other entry. */
export type SealedLog = LedgerLog & { readonly appender: Pick<Appender, "append"> };

export type SealerSettings = {
  readonly sealSeconds: number;
  readonly walDays: number;
  readonly dedupeDays: number;
  readonly overlapDays: number;
  readonly maxSegmentBytes: number;
  readonly heartbeatMs: number;
  /** How long segments are locked from their last entry on, in a store that has locks. */
  readonly retentionDays: Readonly<Record<Log, number>>;
  /** An RFC 3161 authority that dates a checkpoint a day, or null. */
  readonly tsaUrl: string | null;
};

/** The settings of the configuration. */
export function sealerSettings(env: Configured): SealerSettings {
  return {
    sealSeconds: env.LEDGER_SEAL_SECONDS,
    walDays: env.LEDGER_WAL_DAYS,
    dedupeDays: env.LEDGER_DEDUPE_DAYS,
    overlapDays: OVERLAP_DAYS,
    maxSegmentBytes: env.LEDGER_SEGMENT_BYTES,
    heartbeatMs: HOUR_MS,
    retentionDays: { calls: 730, governance: 2_557 },
    tsaUrl: env.LEDGER_TSA_URL ?? null,
  };
}

type Configured = Pick<
  Env,
  | "LEDGER_SEAL_SECONDS"
  | "LEDGER_SEGMENT_BYTES"
  | "LEDGER_WAL_DAYS"
  | "LEDGER_DEDUPE_DAYS"
  | "LEDGER_TSA_URL"
>;
