// ledger.md §9: what waits in the outbox goes into the `governance` log, oldest first. A row is deleted only after its receipt,
// so a change may be sent twice; its id is its key there, so it stands there once.
import "server-only";
import { z } from "zod";
import { db, type Tx } from "@/lib/db/client";
import type { Event, Receipt } from "@/lib/ledger/event";
import { changeEvent } from "./change-event";

/** Sends changes to the governance log. Errors: unavailable; some may be recorded then. */
export type AppendChanges = (events: readonly Event[]) => Promise<readonly Receipt[]>;

/** A change that the ledger did not take. It stays in the outbox. */
export type Refusal = { changeId: string; fault: string };

/** `taken`: how many rows the batch had; fewer than the limit means that no more wait. */
export type RelayedBatch = { taken: number; refusals: Refusal[] };

export const BATCH_LIMIT = 500;

// An append gives up after some 20 seconds; the transaction must not end before it.
const TRANSACTION = { maxWait: 10_000, timeout: 60_000 } as const;

/**
 * Relays the oldest waiting changes, at most 500. Rows of which another relay is in charge are left to it. It must not go by
 * "number above the last one": changes become visible out of order. Errors: those of `append`; everything waits on then.
 */
export async function relayBatch(append: AppendChanges): Promise<RelayedBatch> {
  return db().$transaction(async (tx) => {
    const ids = await lockOldest(tx);
    if (ids.length === 0) return { taken: 0, refusals: [] };
    const receipts = await append(await eventsOf(tx, ids));
    const refusals = refusalsOf(ids, receipts);
    const kept = new Set(refusals.map(({ changeId }) => changeId));
    await tx.outboxEntry.deleteMany({
      where: { changeId: { in: ids.filter((id) => !kept.has(id)) } },
    });
    for (const { changeId, fault } of refusals) {
      await tx.outboxEntry.update({ where: { changeId }, data: { fault } });
    }
    return { taken: ids.length, refusals };
  }, TRANSACTION);
}

/** What the ledger did not take is sent once more, whatever the reason was. For the start of a relay. */
export async function forgetFaults(): Promise<void> {
  await db().outboxEntry.updateMany({ where: { fault: { not: null } }, data: { fault: null } });
}

const lockedRow = z.object({ changeId: z.string() }).array();

async function lockOldest(tx: Tx): Promise<string[]> {
  const rows = await tx.$queryRaw<unknown>`
    SELECT "changeId" FROM "OutboxEntry" WHERE "fault" IS NULL
    ORDER BY "seq" LIMIT ${BATCH_LIMIT} FOR UPDATE SKIP LOCKED`;
  return lockedRow.parse(rows).map(({ changeId }) => changeId);
}

async function eventsOf(tx: Tx, ids: readonly string[]): Promise<Event[]> {
  const changes = await tx.changeLogEntry.findMany({ where: { id: { in: [...ids] } } });
  const events = new Map(changes.map((change) => [change.id, changeEvent(change)]));
  return ids.map((id) => {
    const event = events.get(id);
    if (!event) throw new Error(`the change ${id} is not in the change log`);
    return event;
  });
}

function refusalsOf(ids: readonly string[], receipts: readonly Receipt[]): Refusal[] {
  return ids.flatMap((changeId, at) => {
    const receipt = receipts[at];
    if (!receipt) throw new Error("an event without a receipt");
    const fault = faultOf(receipt);
    return fault === null ? [] : [{ changeId, fault }];
  });
}

function faultOf(receipt: Receipt): string | null {
  switch (receipt.status) {
    case "stored":
    case "duplicate":
      return null;
    case "conflict":
      return `entry ${receipt.index} has the same id and says something else`;
    case "refused":
      return `it can be no entry: ${receipt.reason}`;
    default:
      return receipt satisfies never;
  }
}
