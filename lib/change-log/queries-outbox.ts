import "server-only";
import { read } from "@/lib/db/read";

/** Since when the oldest change waits for the ledger, by the clock of the database; null if none waits. */
export async function getOldestWaiting(): Promise<Date | null> {
  const oldest = await read().outboxEntry.findFirst({
    where: { fault: null },
    orderBy: { seq: "asc" },
    select: { queuedAt: true },
  });
  return oldest?.queuedAt ?? null;
}

/** How many changes wait for the ledger, and how many of them it did not take. */
export async function countWaiting(): Promise<{ waiting: number; refused: number }> {
  const [waiting, refused] = await Promise.all([
    read().outboxEntry.count(),
    read().outboxEntry.count({ where: { fault: { not: null } } }),
  ]);
  return { waiting, refused };
}
