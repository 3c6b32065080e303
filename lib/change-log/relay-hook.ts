/** The relay of this process, where one runs: the web process. */
export type RunningRelay = {
  /** Something was recorded: do not wait for the next second. */
  nudge: () => void;
  /** Lets the batch under way end, and takes no other. */
  stop: () => Promise<void>;
};

declare global {
  // Next.js loads a module more than once, and the relay is started by another copy than the one that records.
  var countersignRelay: RunningRelay | undefined;
}

/** Tells the relay of this process that a change was committed. Elsewhere nothing happens: the relay looks every second. */
export function nudgeRelay(): void {
  globalThis.countersignRelay?.nudge();
}
