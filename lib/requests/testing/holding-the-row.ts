import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import type { Tx } from "@/lib/change-log/transact";
import { readRows, sql } from "@/lib/db/read";

const PATIENCE_MS = 10_000;

type Client = {
  $transaction: <T>(work: (tx: Tx) => Promise<T>, options: { timeout: number }) => Promise<T>;
};

/**
 * Starts each part of the work while the request's row is locked, the next one once all before it wait to write, having read;
 * then lets go. They write in the order in which they came.
 */
export async function holdingTheRow(
  client: Client,
  requestId: string,
  ...work: (() => Promise<unknown>)[]
) {
  const { settled } = await client.$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM "Request" WHERE "id" = ${requestId}::uuid FOR UPDATE`;
      const parts: Promise<unknown>[] = [];
      for (const start of work) {
        parts.push(start());
        await allWait(parts.length);
      }
      return { settled: Promise.allSettled(parts) };
    },
    { timeout: 20_000 },
  );
  return settled;
}

async function allWait(writers: number): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while ((await waitingWriters()) < writers) {
    if (performance.now() > until)
      throw new Error(`fewer than ${writers} writers wait for the row`);
    await setTimeout(20);
  }
}

async function waitingWriters(): Promise<number> {
  const [row] = await readRows(
    z.object({ waiting: z.number() }),
    sql`SELECT count(*)::int AS waiting FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%"Request"%'`,
  );
  return row?.waiting ?? 0;
}
