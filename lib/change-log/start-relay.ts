import "server-only";
import { logError } from "@/lib/core/log";
import type { Event, Receipt } from "@/lib/ledger/event";
import { unavailable } from "@/lib/ledger-store/damage";
import { append, ledger, processRuntime } from "@/lib/ledger-store/open-ledger";
import { getHead } from "@/lib/ledger-store/queries";
import { getOldestWaiting } from "./queries-outbox";
import { forgetFaults, type Refusal, relayBatch } from "./relay";
import { RelayLoop } from "./relay-loop";

/** Starts the relay of this process, once. It opens the ledger when the first change waits for it. */
export function startRelay(): void {
  if (globalThis.countersignRelay) return;
  const { now, elapsed, after, report } = processRuntime();
  const retryFaults = once(forgetFaults);
  const relay = async () => {
    await retryFaults();
    return relayBatch(appendChanges);
  };
  globalThis.countersignRelay = new RelayLoop({
    relay,
    oldest: getOldestWaiting,
    now,
    elapsed,
    after,
    lags: async (lagging) => {
      if (lagging) report({ ...OF_RELAY, severity: "warning", message: LAGS });
    },
    refused: async (refusals) => {
      for (const refusal of refusals) {
        report({ ...OF_RELAY, severity: "critical", message: refusalText(refusal) });
      }
    },
    note: (error) => logError("relay.failed", error),
  });
}

const OF_RELAY = { kind: "relay", log: "governance" } as const;

const LAGS =
  "Changes have waited for more than a minute to be taken into the governance ledger. Whoever runs the server finds the reason in its log, under relay.failed.";

function refusalText({ changeId, fault }: Refusal): string {
  return `The ledger did not take the change ${changeId}: ${fault}. The change is kept, and is sent again when the server starts anew.`;
}

/** Appends changes as the product's own. Errors: unavailable (also before the log has its first entry). */
export async function appendChanges(events: readonly Event[]): Promise<readonly Receipt[]> {
  await hasBegun();
  return append("governance", events, "inside");
}

/** Leaf 0 says what the log is, and `ledger init` writes it: until then nothing else may take its place. */
const hasBegun = once(async () => {
  const { logs } = await ledger();
  const head = await getHead("governance");
  if (head && head.size > 0n) return;
  if ((await logs.governance.reader.entryAt(0n)) !== null) return;
  throw unavailable(
    "The ledger of this installation has not been begun. Run `npm run ledger -- init`; what was recorded waits until then.",
  );
});

/** Does something until it has succeeded, and then no more. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done = false;
  return async () => {
    if (done) return;
    await work();
    done = true;
  };
}
