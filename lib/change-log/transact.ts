import "server-only";
import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/app-error";
import { db, type Snapshot, type Tx } from "@/lib/db/client";
import { type ChangeAction, subjectKindOf } from "./actions";
import { objectionToChange } from "./change-event";
import { nudgeRelay } from "./relay-hook";

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
export type Recorder = {
  (change: Change): Promise<string>;
  /** Writes many in their order, as if each were recorded by itself, in few statements: of acts on thousands of rows. */
  each(changes: readonly Change[]): Promise<void>;
};

/** Body of a command: writes rows through `tx` and says through `record` what became of them. */
export type Work<T> = (tx: Tx, record: Recorder) => Promise<T>;

/**
 * The only way to write: one transaction, which commits only if `work` recorded a change. The relay then takes the change
 * from the outbox to the ledger. Errors: conflict (PostgreSQL ended it, because another one waited for the same rows),
 * too_large and invalid_input (no entry of the ledger could hold the record).
 */
export async function transact<T>(ctx: CommandContext, work: Work<T>): Promise<T> {
  const result = await inTransaction(ctx, work).catch((cause: unknown) => {
    if (!isDeadlock(cause)) throw cause;
    const message = "Someone else changed the same records at the same moment. Try again.";
    throw new AppError("conflict", { message, cause });
  });
  nudgeRelay();
  return result;
}

// Prisma's code for a deadlock or a serialisation failure.
function isDeadlock(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "P2034";
}

async function inTransaction<T>(ctx: CommandContext, work: Work<T>): Promise<T> {
  return db().$transaction(
    async (tx) => {
      let recorded = 0;
      const each = async (changes: readonly Change[]) => {
        await insertEach(tx, ctx, changes);
        recorded += changes.length;
      };
      const one = async (change: Change) => {
        const id = await insert(tx, ctx, change);
        recorded += 1;
        return id;
      };
      const result = await work(tx, Object.assign(one, { each }));
      if (recorded === 0) throw new Error("command wrote without recording a change");
      return result;
    },
    { maxWait: 10_000, timeout: 30_000 },
  );
}

async function insert(tx: Tx, ctx: CommandContext, change: Change): Promise<string> {
  const { id } = await tx.changeLogEntry.create({
    data: { ...recordableRow(ctx, change), outbox: { create: {} } },
    select: { id: true },
  });
  return id;
}

const AT_ONCE = 1_000; // rows of one statement: PostgreSQL takes 65,535 values

async function insertEach(tx: Tx, ctx: CommandContext, changes: readonly Change[]): Promise<void> {
  for (let from = 0; from < changes.length; from += AT_ONCE) {
    const some = changes.slice(from, from + AT_ONCE);
    const rows = some.map((change) => ({ id: randomUUID(), ...recordableRow(ctx, change) }));
    await tx.changeLogEntry.createMany({ data: rows });
    await tx.outboxEntry.createMany({ data: rows.map(({ id }) => ({ changeId: id })) });
  }
}

function recordableRow(ctx: CommandContext, change: Change) {
  const row = rowOf(ctx, change);
  assertRecordable(row, change);
  const { before, after, reason } = change;
  return {
    ...row,
    ...(before ? { before } : {}),
    ...(after ? { after } : {}),
    ...(reason ? { reason } : {}),
  };
}

function rowOf({ actor, now, requestId }: CommandContext, change: Change) {
  return {
    action: change.action,
    subjectKind: subjectKindOf(change.action),
    subjectId: change.subjectId,
    actorKind: actor.kind,
    actorId: actor.id,
    actorRoles: actor.kind === "person" ? [...actor.roles] : [],
    occurredAt: change.occurredAt ?? now,
    recordedAt: now,
    requestId,
  };
}

const ANY_ID = "00000000-0000-0000-0000-000000000000"; // the database gives the id, and all are as long

// What is recorded must become an entry of the ledger: asked here, where the person can still do something about it.
function assertRecordable(row: ReturnType<typeof rowOf>, { before, after, reason }: Change): void {
  const [id, was, is] = [ANY_ID, asStored(before), asStored(after)];
  const objection = objectionToChange({
    ...row,
    id,
    before: was,
    after: is,
    reason: reason ?? null,
  });
  if (objection === null) return;
  if (objection === "too_large") {
    throw new AppError("too_large", "This record is too large to be recorded. Shorten its texts.");
  }
  if (objection === "not_json") {
    const message =
      "This record holds a character or a number that cannot be recorded. Type its texts anew.";
    throw new AppError("invalid_input", message);
  }
  throw new Error(`the change ${row.action} could be no entry of the ledger: ${objection}`);
}

// Dates and the like become what they are in the database.
function asStored(record: Snapshot | null): unknown {
  return record === null ? null : JSON.parse(JSON.stringify(record));
}
