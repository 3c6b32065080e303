// ledger.md §4, steps 1 to 7: one batch from the lock to the acknowledgement. append.ts says which events are in it.
import type { PoolClient } from "pg";
import type { AppError } from "@/lib/core/app-error";
import { type AcceptanceTime, acceptanceTime } from "@/lib/ledger/acceptance-time";
import { toHex } from "@/lib/ledger/bytes";
import type { Receipt } from "@/lib/ledger/event";
import { commitBatch } from "./commit-batch";
import { unavailable } from "./damage";
import {
  type Candidate,
  forgetKeys,
  knownIndices,
  type Outcome,
  type Plan,
  planOf,
} from "./dedupe";
import { type Head, inShortTransaction, lockHead, moveHead } from "./head";
import { indexStretches, insertRows } from "./index-write";
import type { LedgerLog } from "./ledger-log";
import {
  endAfter,
  endOfOthers,
  findUnindexed,
  isSettled,
  type Limits,
  type LogEnd,
  settleLast,
} from "./log-end";
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

/** Another process's batch stood where ours should go. What is known of the end now lies behind it. */
class Overtaken extends Error {
  readonly end: LogEnd;

  constructor(end: LogEnd) {
    super("Another batch was created first.");
    this.name = "Overtaken";
    this.end = end;
  }
}

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
  for (let met = 0; met < WHILE_WAITING.objects; met += 1) {
    try {
      const receipts = await inShortTransaction(log, (client) =>
        flushLocked(client, log, state, candidates),
      );
      log.runtime.reached("after-commit");
      return receipts;
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
      state.seen = error.end; // which the head of the index does not reach: the next attempt indexes first
    }
  }
  throw new IndexBehind();
}

async function flushLocked(
  client: PoolClient,
  log: LedgerLog,
  state: AppendState,
  candidates: readonly Candidate[],
): Promise<readonly Receipt[]> {
  const { head, databaseNow } = await lockHead(client, log.log);
  const clocks = { now: log.runtime.now(), databaseNow };
  const flushing = { client, log, state, clocks, startedAt: log.runtime.elapsed() };
  log.runtime.reached("after-lock");
  const end = await seeEnd(flushing, head);
  const time = timeAfter(flushing, end);
  // While PostgreSQL looks for known keys the batch is made as if there were none, which is nearly always so.
  const [known, likely] = await Promise.all([
    knownIndices(client, log, candidates),
    time.ok && stamped(flushing, candidates, end, time),
  ]);
  const plan = await planOf(log, candidates, known);
  if (plan.fresh.length === 0) {
    if (head.next !== end.next) await moveHead(client, log.log, end);
    return receiptsOf(plan, null, 0);
  }
  if (!time.ok) throw clocksApart(time.skewMs);
  const isAsMade = likely !== false && plan.fresh.length === candidates.length;
  const { batch, ahead } = isAsMade ? likely : stamped(flushing, plan.fresh, end, time);
  if (time.suspect) tellOfClocks(flushing);
  // A row that stood in the way would be met only after the create, and every attempt would store the event once more.
  await forgetKeys(client, log, plan.misremembered);
  await createAndIndex(flushing, batch, end);
  if (time.clockEntry) state.lastClockEntryTs = batch.ts;
  return receiptsOf(plan, batch, ahead);
}

async function seeEnd({ client, log, state }: Flush, head: Head): Promise<LogEnd> {
  if (state.seen !== null && isSettled(log, state.seen, head)) return state.seen;
  const others = state.seen && (await endOfOthers(log, client, state.seen, head));
  if (others !== null) {
    state.seen = others;
    return others;
  }
  const found = await findUnindexed(log, client, state.seen, head, WHILE_WAITING);
  const { stretches, end, more } = found;
  if (more) throw new IndexBehind();
  await settleLast(log, found);
  await indexStretches(client, log, stretches);
  state.seen = end;
  return end;
}

function timeAfter({ state, clocks }: Flush, { lastTs }: LogEnd): AcceptanceTime {
  return acceptanceTime({ ...clocks, lastTs, lastClockEntryTs: state.lastClockEntryTs });
}

/** The batch, with a `ledger.clock` entry ahead of it where one is due. */
function stamped(
  { log, clocks }: Flush,
  fresh: readonly Candidate[],
  end: LogEnd,
  { ts, clockEntry }: Extract<AcceptanceTime, { ok: true }>,
): { batch: Batch; ahead: number } {
  if (!clockEntry) return { batch: stampBatch(log, end, ts, fresh), ahead: 0 };
  const clock = clockCandidate(log.origin, { ...clocks, last: end.lastTs });
  return { batch: stampBatch(log, end, ts, [clock, ...fresh]), ahead: 1 };
}

/** In the same words each time: it is one finding while it lasts. By how much, the `ledger.clock` entries say. */
function tellOfClocks({ log }: Flush): void {
  const message =
    "The clocks of this server, of the database and of the last entry are more than 5 s apart. The clock entries of this log say by how much.";
  log.runtime.report({ kind: "clock", severity: "warning", log: log.log, message });
}

function clocksApart(skewMs: number): AppError {
  const seconds = Math.round(skewMs / 1_000);
  return unavailable(
    `The clocks of this server and of the database are ${seconds} s apart. Set them right, then send again.`,
  );
}

/**
 * Steps 5 and 6. The rows are written while the disk works on the object; nobody sees them before COMMIT, and COMMIT
 * comes after the object stands. Where it does not, or another stands there, they are rolled back. Errors: Overtaken.
 */
async function createAndIndex(flushing: Flush, batch: Batch, before: LogEnd): Promise<void> {
  const { log, state, startedAt } = flushing;
  const [created, indexed] = await Promise.allSettled([
    commitBatch(log, batch, before, startedAt),
    indexOwn(flushing, batch),
  ]);
  if (created.status === "rejected") throw created.reason;
  if (created.value !== null) throw new Overtaken(endAfter(log, before, created.value));
  const { start, end, ts } = batch;
  state.seen = { next: end, prev: start, lastTs: ts, seenAt: log.runtime.elapsed() };
  if (indexed.status === "rejected") throw indexed.reason;
  log.runtime.reached("before-commit");
}

async function indexOwn({ client, log }: Flush, batch: Batch): Promise<void> {
  await insertRows(client, log, batch);
  await moveHead(client, log.log, { next: batch.end, prev: batch.start, lastTs: batch.ts });
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
