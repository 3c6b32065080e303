// House rule 23: time and chance are arguments, so that a test of the ledger is the same run twice.

/** Where a process may be killed to see what the next one makes of it (ledger.md §15, test 5). */
export type CrashPoint =
  | "after-lock"
  | "after-create"
  | "before-commit"
  | "after-commit"
  | "after-last"
  | "after-sign"
  | "after-hashes"
  | "after-seg"
  | "before-free"
  | "after-delete";

/** What a finding is about. `halted`: signing has stopped; `seal-lag`: leaves wait; `signing`: a round of the sealer failed; `token`: no time stamp came. */
export type FindingKind =
  | "clock"
  | "damage"
  | "index"
  | "relay"
  | "refused-change"
  | "scrub"
  | "halted"
  | "seal-lag"
  | "signing"
  | "token";

/** What somebody must look at. `critical`: the log itself is contradicted, and nothing repairs itself. */
export type LedgerFinding = {
  readonly kind: FindingKind;
  readonly severity: "warning" | "critical";
  readonly log: string;
  readonly message: string;
};

/** Clocks, chance and timers of a process. */
export type Runtime = {
  readonly now: () => Date;
  /** Milliseconds that only grow, whatever happens to `now`. */
  readonly elapsed: () => number;
  /** Runs `then` after some milliseconds. Answers how to call it off. */
  readonly after: (milliseconds: number, then: () => void) => () => void;
  /** 16 random bytes. */
  readonly salt: () => Uint8Array;
  readonly report: (finding: LedgerFinding) => void;
  /** Notes a failure for whoever runs the server; `what` is noun.past-tense. */
  readonly note: (what: string, error: unknown) => void;
  readonly reached: (point: CrashPoint) => void;
};

/** Waits. */
export function pause({ after }: Pick<Runtime, "after">, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    after(milliseconds, () => resolve());
  });
}

/** The result of `work`, or what `late` makes where it takes longer. The work itself goes on: nobody can call a write back. */
export function within<T>(
  { after }: Pick<Runtime, "after">,
  milliseconds: number,
  work: Promise<T>,
  late: () => Error,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const callOff = after(milliseconds, () => reject(late()));
    work.then(resolve, reject).finally(callOff);
  });
}
