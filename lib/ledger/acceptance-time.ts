// ledger.md §4 step 4 and §3.1 `ts`: the time of a batch. Which clock to believe is a judgement, so the clocks are arguments.

/** Beyond this a wrong clock is recorded; beyond the second a batch is refused, before a wrong time poisons the log. Milliseconds. */
const NOTICE_MS = 5_000;
const REFUSE_MS = 60_000;

/** At most one `ledger.clock` entry in this time. Milliseconds. */
const CLOCK_ENTRY_EVERY_MS = 60_000;

export type Clocks = {
  readonly now: Date;
  readonly databaseNow: Date;
  /** `ts` of the entry before, and of the last `ledger.clock` entry; null where there is none. */
  readonly lastTs: string | null;
  readonly lastClockEntryTs: string | null;
};

/** `clockEntry`: a `ledger.clock` entry goes first. `suspect`: a finding is raised, also where the entry is not due again. */
export type AcceptanceTime =
  | {
      readonly ok: true;
      readonly ts: string;
      readonly suspect: boolean;
      readonly clockEntry: boolean;
    }
  | { readonly ok: false; readonly skewMs: number };

/** max(now, last ts): never lower than that of the entry before. Refused where process and database are over 60 s apart. */
export function acceptanceTime({
  now,
  databaseNow,
  lastTs,
  lastClockEntryTs,
}: Clocks): AcceptanceTime {
  const skewMs = Math.abs(now.getTime() - databaseNow.getTime());
  if (skewMs > REFUSE_MS) return { ok: false, skewMs };
  const last = lastTs === null ? Number.NEGATIVE_INFINITY : Date.parse(lastTs);
  const suspect = skewMs > NOTICE_MS || last - now.getTime() > NOTICE_MS;
  const accepted = Math.max(now.getTime(), last);
  const lastEntry =
    lastClockEntryTs === null ? Number.NEGATIVE_INFINITY : Date.parse(lastClockEntryTs);
  const clockEntry = suspect && accepted - lastEntry >= CLOCK_ENTRY_EVERY_MS;
  return { ok: true, ts: new Date(accepted).toISOString(), suspect, clockEntry };
}
