import { BATCH_LIMIT, type RelayedBatch } from "./relay";
import type { RunningRelay } from "./relay-hook";

/** What the loop needs of its process. */
export type RelayParts = {
  relay: () => Promise<RelayedBatch>;
  /** What had to wait for the ledger and can be done now; after each round. */
  afterwards: () => Promise<void>;
  /** Since when the oldest change waits that is still to be relayed; null if none waits. */
  oldest: () => Promise<Date | null>;
  now: () => Date;
  /** Milliseconds that only grow. */
  elapsed: () => number;
  /** Runs `then` after some milliseconds. Answers how to call it off. */
  after: (milliseconds: number, then: () => void) => () => void;
  /** Raises or closes a finding. */
  lags: (lagging: boolean) => Promise<void>;
  refused: (refusals: RelayedBatch["refusals"]) => Promise<void>;
  note: (error: unknown) => void;
};

const EVERY_MS = 1_000;
const MAX_PAUSE_MS = 10_000;
const NOTE_EVERY_MS = 60_000;
const LAG_MS = 60_000;
const LOOK_FOR_LAG_MS = 10_000;

/** Relays after each nudge, and else every second; less often while the ledger takes nothing. */
export class RelayLoop implements RunningRelay {
  readonly #parts: RelayParts;
  readonly #startedAt: number;
  #running: Promise<void> | null = null;
  #again = false;
  #stopped = false;
  #failures = 0;
  #notedAt = Number.NEGATIVE_INFINITY;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #lagging: boolean | null = null; // what an earlier process left open is not known
  #callOff: () => void = () => {};

  constructor(parts: RelayParts) {
    this.#parts = parts;
    this.#startedAt = parts.elapsed();
    this.#turn();
  }

  nudge(): void {
    this.#again = true;
    if (this.#running === null && this.#failures === 0) this.#turn();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#callOff();
    await this.#running;
  }

  #turn(): void {
    if (this.#stopped || this.#running !== null) return;
    this.#callOff();
    this.#running = this.#work().finally(() => {
      this.#running = null;
      if (this.#stopped) return;
      if (this.#again && this.#failures === 0) return this.#turn();
      this.#callOff = this.#parts.after(this.#pause(), () => this.#turn());
    });
  }

  async #work(): Promise<void> {
    try {
      await this.#drain();
      this.#failures = 0;
    } catch (error) {
      this.#failures += 1;
      this.#say(error);
    }
    await this.#parts.afterwards().catch((error: unknown) => this.#say(error));
    await this.#watchLag().catch((error: unknown) => this.#say(error));
  }

  async #drain(): Promise<void> {
    for (;;) {
      this.#again = false;
      const { taken, refusals } = await this.#parts.relay();
      if (refusals.length > 0) await this.#parts.refused(refusals);
      if (taken < BATCH_LIMIT || this.#stopped) return;
    }
  }

  // What waited before this process ran is no fault of the relay: it gets the same minute.
  async #watchLag(): Promise<void> {
    const at = this.#parts.elapsed();
    if (at - this.#lookedAt < LOOK_FOR_LAG_MS || at - this.#startedAt < LAG_MS) return;
    this.#lookedAt = at;
    const oldest = await this.#parts.oldest();
    const waited = oldest === null ? 0 : this.#parts.now().getTime() - oldest.getTime();
    const lagging = waited > LAG_MS;
    if (lagging || this.#lagging !== false) await this.#parts.lags(lagging);
    this.#lagging = lagging;
  }

  #pause(): number {
    return Math.min(EVERY_MS * 2 ** this.#failures, MAX_PAUSE_MS);
  }

  // One line a minute says as much as one a second.
  #say(error: unknown): void {
    const at = this.#parts.elapsed();
    if (at - this.#notedAt < NOTE_EVERY_MS) return;
    this.#notedAt = at;
    this.#parts.note(error);
  }
}
