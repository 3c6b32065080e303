import "server-only";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { utcDay } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { notify } from "@/lib/notify/notify";
import { decidersOf } from "../deciders";
import { listNamed } from "../queries";

const WHY =
  "None of the people it waited for can decide it any more, so it waits for whoever holds the right.";

/**
 * Opens requests to whoever holds the right where each person they waited for has left or lost the right to decide. One
 * that somebody decided or handed over meanwhile stays as it is.
 */
export async function releaseRequests(ctx: CommandContext): Promise<void> {
  for (const request of await listNamed(ctx.actor)) {
    if ((await decidersOf(read(), request)).length === 0) await release(ctx, request.id);
  }
}

async function release(ctx: CommandContext, id: string): Promise<void> {
  await transact(ctx, async (tx, record) => {
    const request = await tx.request.findUniqueOrThrow({ where: { id } });
    if (request.namedIds.length === 0) throw new Moved();
    const [released] = await tx.request.updateManyAndReturn({
      where: { id, status: "OPEN", namedIds: { equals: request.namedIds } },
      data: { namedIds: [] },
    });
    if (!released) throw new Moved();
    await record({
      action: "request.handed-over",
      subjectId: id,
      before: request,
      after: released,
      reason: WHY,
    });
    await notify(tx, record, ctx, {
      personIds: await decidersOf(tx, released),
      kind: "request.waiting",
      title: request.title,
      body: `${WHY} It is due ${utcDay(request.dueAt)}.`,
      link: `/inbox/${id}`,
    });
  }).catch((error: unknown) => {
    if (!(error instanceof Moved)) throw error;
  });
}

/** Somebody moved it on first: this transaction has nothing to write. */
class Moved extends Error {}
