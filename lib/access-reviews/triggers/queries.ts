import "server-only";
import { type Actor, can } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import type { TriggerState } from "./trigger-labels";

const TRIGGERS_MAX = 500;

/** What asked for a review out of turn, open first, then the newest; at most 500. Nothing for whoever sees only their own reviews. */
export async function listTriggers(actor: Actor, wish: { state: TriggerState | null }) {
  if (!can(actor, "review:read-all")) return { triggers: [], total: 0, names: await namesOf([]) };
  const where = wish.state === null ? {} : { disposition: wish.state };
  const [triggers, total] = await Promise.all([
    read().reviewTrigger.findMany({
      where,
      orderBy: [{ at: "desc" }, { id: "asc" }],
      take: TRIGGERS_MAX,
    }),
    read().reviewTrigger.count({ where }),
  ]);
  const open = (each: { disposition: string }) => (each.disposition === "open" ? 0 : 1);
  return {
    triggers: triggers.sort((a, b) => open(a) - open(b)),
    total,
    names: await namesOf(triggers.flatMap((each) => [each.disposedById, each.subjectId])),
  };
}

/** One trigger; null: there is none, or it is not the actor's to see. */
export async function findTrigger(actor: Actor, id: string) {
  if (!isUuid(id) || !can(actor, "review:read-all")) return null;
  return read().reviewTrigger.findUnique({ where: { id } });
}

export type StoredTrigger = NonNullable<Awaited<ReturnType<typeof findTrigger>>>;
