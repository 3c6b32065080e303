import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/app-error";
import { db, type Snapshot, type Tx } from "@/lib/db/client";
import { type ChangeAction, subjectKindOf } from "./actions";

// For rooms whose functions run inside a command: the types of the key, not the key.
export type { Snapshot, Tx } from "@/lib/db/client";

/** `before` and `after` are whole records, so any past state can be read back from the log. */
export type Change = {
  action: ChangeAction;
  subjectId: string;
  before: Snapshot | null;
  after: Snapshot | null;
  reason?: string;
  occurredAt?: Date; // only where a person claims another time than now
};

/** Made by the door: who acts, when, and in which request. A command never asks the clock. */
export type CommandContext = { actor: Actor; now: Date; requestId: string };

/** Writes one change beside the rows it describes, in their transaction. Answers the change's id. */
export type Recorder = (change: Change) => Promise<string>;

/** Body of a command: writes rows through `tx` and says through `record` what became of them. */
export type Work<T> = (tx: Tx, record: Recorder) => Promise<T>;

// A change becomes one ledger entry of at most 65,535 bytes; the rest is room for its envelope.
const CHANGE_MAX_BYTES = 60_000;

/**
 * The only way to write: one transaction, which commits only if `work` recorded a change.
 * Errors: conflict (PostgreSQL ended it, because another one waited for the same rows).
 */
export async function transact<T>(ctx: CommandContext, work: Work<T>): Promise<T> {
  return inTransaction(ctx, work).catch((cause: unknown) => {
    if (!isDeadlock(cause)) throw cause;
    const message = "Someone else changed the same records at the same moment. Try again.";
    throw new AppError("conflict", { message, cause });
  });
}

// Prisma's code for a deadlock or a serialisation failure.
function isDeadlock(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "P2034";
}

async function inTransaction<T>(ctx: CommandContext, work: Work<T>): Promise<T> {
  return db().$transaction(
    async (tx) => {
      let recorded = 0;
      const result = await work(tx, async (change) => {
        const id = await insert(tx, ctx, change);
        recorded += 1;
        return id;
      });
      if (recorded === 0) throw new Error("command wrote without recording a change");
      return result;
    },
    { maxWait: 10_000, timeout: 30_000 },
  );
}

async function insert(tx: Tx, ctx: CommandContext, change: Change): Promise<string> {
  const { actor, now, requestId } = ctx;
  const { before, after, reason, occurredAt, ...rest } = change;
  assertFits(before, after);
  const { id } = await tx.changeLogEntry.create({
    data: {
      ...rest,
      subjectKind: subjectKindOf(change.action),
      actorKind: actor.kind,
      actorId: actor.id,
      actorRoles: actor.kind === "person" ? [...actor.roles] : [],
      ...(before ? { before } : {}),
      ...(after ? { after } : {}),
      ...(reason ? { reason } : {}),
      occurredAt: occurredAt ?? now,
      recordedAt: now,
      requestId,
      outbox: { create: {} },
    },
    select: { id: true },
  });
  return id;
}

function assertFits(...records: readonly (Snapshot | null)[]): void {
  const bytes = records.reduce((sum, record) => sum + Buffer.byteLength(JSON.stringify(record)), 0);
  if (bytes > CHANGE_MAX_BYTES) {
    throw new AppError("too_large", "This record is too large to be recorded. Shorten its texts.");
  }
}
