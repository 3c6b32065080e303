// ledger.md §4, steps 1 to 7: one batch from the lock to the acknowledgement. append.ts says which events are in it.
import type { PoolClient } from "pg";
import { acceptanceTime } from "@/lib/ledger/acceptance-time";
import { toHex } from "@/lib/ledger/bytes";
import type { Receipt } from "@/lib/ledger/event";
import { commitBatch } from "./commit-batch";
import { unavailable } from "./damage";
import { type Candidate, type Outcome, type Plan, planOf } from "./dedupe";
import { type Head, inTransaction, lockHead, moveHead } from "./head";
import { indexStretches, insertRows } from "./index-write";
import type { LedgerLog } from "./ledger-log";
import { endAfter, findUnindexed, isSettled, type Limits, type LogEnd } from "./log-end";
import { type Batch, clockCandidate, stampBatch } from "./stamp";

/** What an appender remembers from one flush to the next. All of it is found again where it is lost. */
export type AppendState = {
  seen: LogEnd | null;
  lastClockEntryTs: string | null;
};

/** More than this is not indexed while senders wait. */
const WHILE_WAITING: Limits = { objects: 64, entries: 65_536 };

/** The index is too far behind the store to be brought up under the lock. */
export class IndexBehind extends Error {
  constructor() {
    super("The index of the ledger is being brought up.");
    this.name = "IndexBehind";
  }
}

type Flush = {
  readonly client: PoolClient;
  readonly log: LedgerLog;
  readonly state: AppendState;
  readonly clocks: { readonly now: Date; readonly databaseNow: Date };
  readonly startedAt: number;
};

/**
 * Stores candidates as one batch. Answers a receipt for each, in order. At most 1,023 candidates and 1 MiB less an entry:
 * a `ledger.clock` entry may go first. Errors: unavailable, IndexBehind, LedgerDamage, and those of PostgreSQL and the
 * store; whichever, senders send again with the same keys.
 */
export async function flush(
  log: LedgerLog,
  state: AppendState,
  candidates: readonly Candidate[],
): Promise<readonly Receipt[]> {
  const receipts = await inTransaction(log.pool, async (client) => {
    const { head, databaseNow } = await lockHead(client, log.log);
    const clocks = { now: log.runtime.now(), databaseNow };
    const startedAt = log.runtime.elapsed();
    log.runtime.reached("after-lock");
    return await flushLocked({ client, log, state, clocks, startedAt }, head, candidates);
  });
  log.runtime.reached("after-commit");
  return receipts;
}

async function flushLocked(
  flushing: Flush,
  head: Head,
  candidates: readonly Candidate[],
): Promise<readonly Receipt[]> {
  const { client, log, state } = flushing;
  let end = await seeEnd(flushing, head);
  for (let met = 0; met < WHILE_WAITING.objects; met += 1) {
    const plan = await planOf(client, log, candidates);
    if (plan.fresh.length === 0) {
      if (head.next !== end.next) await moveHead(client, log.log, end);
      return receiptsOf(plan, null, 0);
    }
    const { batch, ahead } = stamped(flushing, plan, end);
    const other = await commitBatch(log, batch, end, flushing.startedAt);
    if (other === null) {
      await indexOwn(flushing, batch);
      return receiptsOf(plan, batch, ahead);
    }
    await indexStretches(client, log, [other]);
    end = endAfter(log, end, other);
    state.seen = end;
  }
  throw new IndexBehind();
}

async function seeEnd({ client, log, state }: Flush, head: Head): Promise<LogEnd> {
  if (state.seen !== null && isSettled(log, state.seen, head)) return state.seen;
  const { stretches, end, more } = await findUnindexed(log, state.seen, head, WHILE_WAITING);
  if (more) throw new IndexBehind();
  await indexStretches(client, log, stretches);
  state.seen = end;
  return end;
}

/** The batch, with a `ledger.clock` entry ahead of it where one is due. Errors: unavailable, where no clock can be believed. */
function stamped(
  { log, state, clocks }: Flush,
  { fresh }: Plan,
  end: LogEnd,
): { batch: Batch; ahead: number } {
  const time = acceptanceTime({
    ...clocks,
    lastTs: end.lastTs,
    lastClockEntryTs: state.lastClockEntryTs,
  });
  if (!time.ok) {
    const seconds = Math.round(time.skewMs / 1_000);
    throw unavailable(
      `The clocks of this server and of the database are ${seconds} s apart. Set them right, then send again.`,
    );
  }
  if (!time.clockEntry) return { batch: stampBatch(log, end, time.ts, fresh), ahead: 0 };
  const message = `The clocks disagree: this server says ${clocks.now.toISOString()}, the database ${clocks.databaseNow.toISOString()}, the last entry ${end.lastTs ?? "nothing"}.`;
  log.runtime.report({ kind: "clock", severity: "warning", log: log.log, message });
  state.lastClockEntryTs = time.ts;
  const clock = clockCandidate(log.origin, { ...clocks, last: end.lastTs });
  return { batch: stampBatch(log, end, time.ts, [clock, ...fresh]), ahead: 1 };
}

async function indexOwn({ client, log, state }: Flush, batch: Batch): Promise<void> {
  const { start, end, ts } = batch;
  state.seen = { next: end, prev: start, lastTs: ts, seenAt: log.runtime.elapsed() };
  log.runtime.reached("after-create");
  await insertRows(client, log, batch);
  await moveHead(client, log.log, { next: end, prev: start, lastTs: ts });
  log.runtime.reached("before-commit");
}

function receiptsOf({ outcomes }: Plan, batch: Batch | null, ahead: number): Receipt[] {
  return outcomes.map((outcome) => receiptOf(outcome, batch, ahead));
}

function receiptOf(outcome: Outcome, batch: Batch | null, ahead: number): Receipt {
  if (outcome.kind === "known") return outcome.receipt;
  const stored = batch?.entries[outcome.nth + ahead];
  if (stored === undefined) throw new Error("an event of the batch has no place in it");
  const { idx: index, ts } = stored.entry;
  if (outcome.kind === "clash") return { status: "conflict", index };
  const status = outcome.kind === "fresh" ? "stored" : "duplicate";
  return { status, index, leafHash: toHex(stored.leaf), ts };
}
