import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import { push } from "../ingest/push";
import { readers } from "../ingest/readers";
import type { BodyFacts } from "../reading/read-body";
import { type SourceInForce, sourceInForce } from "../sources/queries-sources";
import type { ReadAgainInput } from "../sources/source-schema";

const AT_ONCE = 1_000;

/** `looked`: open records whose payload was kept, at most 1,000; `read`: those of which records were made now. */
export type ReadAgain = { id: string; looked: number; read: number };

/**
 * Reads what lies in quarantine by the source as it is configured now, oldest first, and takes in what it can read. The rest
 * stays where it is. Errors: forbidden, not_found, conflict (disabled), those of `push`.
 */
export async function readAgain(ctx: CommandContext, { id }: ReadAgainInput): Promise<ReadAgain> {
  authorize(ctx.actor, "quarantine:dispose");
  const source = await sourceInForce(id);
  if (!source) throw new AppError("not_found", "No such source.");
  const rows = await read().quarantinedRecord.findMany({
    where: { sourceId: id, state: "open", payload: { not: { equals: null } } },
    select: { id: true, payload: true },
    orderBy: [{ receivedAt: "asc" }, { id: "asc" }],
    take: AT_ONCE,
  });
  const readable = await readableOf(source, rows);
  if (readable.length === 0) {
    throw new AppError("conflict", "None of them can be read yet. Change the kind or the mapping.");
  }
  const body = bodyOf(readable);
  await push(ctx, { ...FACTS, sourceId: id, body, encoding: null });
  await transact(ctx, async (tx, record) => {
    const recordIds = readable.map((row) => row.id);
    await tx.quarantinedRecord.updateMany({
      where: { id: { in: recordIds }, state: "open" },
      data: { state: "read", disposedById: ctx.actor.id, disposedAt: ctx.now },
    });
    const after = { sourceId: id, state: "read", count: readable.length, recordIds };
    await record({ action: "quarantine.disposed", subjectId: id, before: null, after });
  });
  return { id, looked: rows.length, read: readable.length };
}

type Kept = { readonly id: string; readonly payload: unknown };

// Tried first: what cannot be read now either must not come into quarantine a second time.
async function readableOf(source: SourceInForce, rows: readonly Kept[]): Promise<Kept[]> {
  const pool = await readers();
  const tried = await pool.read(bodyOf(rows), FACTS, source);
  const made = new Set(tried.records.flatMap(({ positions }) => positions));
  for (const { position } of tried.quarantined) made.delete(position);
  return rows.filter((_, at) => made.has(at));
}

const FACTS: BodyFacts = {
  format: "lines",
  contentType: null,
  headers: {},
  index: null,
  transport: "quarantine",
};

function bodyOf(rows: readonly Kept[]): Uint8Array {
  return new TextEncoder().encode(rows.map(({ payload }) => JSON.stringify(payload)).join("\n"));
}
