import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { MINUTE_MS } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import type { EntryPlace } from "./schema";

/** How long one look at an entry lasts. Milliseconds. */
const LOOK_MS = 10 * MINUTE_MS;

/** Whether the actor's look at what an entry says was recorded within the last ten minutes. */
export async function hasViewed(
  actor: Actor,
  { log, index }: EntryPlace,
  now: Date,
): Promise<boolean> {
  const found = await read().changeLogEntry.findFirst({
    where: {
      subjectKind: "entry",
      subjectId: `${log}-${index}`,
      action: "entry.viewed",
      actorKind: actor.kind,
      actorId: actor.id,
      recordedAt: { gt: new Date(now.getTime() - LOOK_MS) },
    },
    select: { id: true },
  });
  return found !== null;
}
