import "server-only";
import { env } from "@/lib/core/env";
import { logError } from "@/lib/core/log";
import { unavailable } from "@/lib/ledger-store/damage";
import { closeFindings, reportFinding } from "@/lib/ledger-store/findings";
import { append, ledger, processRuntime } from "@/lib/ledger-store/open-ledger";
import { ledgerPool } from "@/lib/ledger-store/pool";
import { getHead } from "@/lib/ledger-store/queries";
import type { LedgerFinding } from "@/lib/ledger-store/runtime";
import { appendOnce } from "./append-once";
import { getOldestWaiting } from "./queries-outbox";
import { type AppendChanges, forgetFaults, type Refusal, relayBatch } from "./relay";
import { RelayLoop } from "./relay-loop";

/**
 * Starts the relay of this process, once. It opens the ledger when the first change waits for it. `afterwards` does what
 * waited for the ledger.
 */
export function startRelay(afterwards: (now: Date) => Promise<void>): void {
  if (globalThis.countersignRelay) return;
  const { now, elapsed, after } = processRuntime();
  const findings = findingsOf(now);
  const again = once(async () => {
    await forgetFaults();
    await findings.close("refused-change");
  });
  globalThis.countersignRelay = new RelayLoop({
    relay: async () => {
      await again();
      return relayBatch(appendChanges);
    },
    afterwards: () => afterwards(now()),
    oldest: getOldestWaiting,
    now,
    elapsed,
    after,
    lags: (lagging) => (lagging ? findings.raise(LAG) : findings.close("relay")),
    refused: async (refusals) => {
      for (const refusal of refusals) await findings.raise(findingOf(refusal));
    },
    note: (error) => logError("relay.failed", error),
  });
}

// With connections of their own: the ledger, which has some, may be what cannot be opened.
function findingsOf(now: () => Date) {
  const pool = ledgerPool(env().DATABASE_URL, (error) => logError("relay.connection-lost", error));
  return {
    raise: async (finding: LedgerFinding) => {
      logError(`ledger.${finding.kind}-found`, finding.message, { log: finding.log });
      await reportFinding(pool, finding, now());
    },
    close: (kind: LedgerFinding["kind"]) => closeFindings(pool, { log: "governance", kind }, now()),
  };
}

const LAG: LedgerFinding = {
  kind: "relay",
  severity: "warning",
  log: "governance",
  message:
    "Changes have waited for more than a minute to be taken into the governance ledger. The log of the server says why, under relay.failed.",
};

function findingOf({ changeId, fault }: Refusal): LedgerFinding {
  return {
    kind: "refused-change",
    severity: "critical",
    log: "governance",
    message: `The ledger did not take the change ${changeId}: ${fault}. The change is kept, and is sent again when the server starts anew.`,
  };
}

const appendAsOwn = appendOnce((events) => append("governance", events, "inside"));

/** Appends changes as the product's own. Errors: unavailable (also before the log has its first entry). */
export const appendChanges: AppendChanges = async (events) => {
  await hasBegun();
  return appendAsOwn(events);
};

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
