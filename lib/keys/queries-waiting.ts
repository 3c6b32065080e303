import "server-only";
import { type Actor, can } from "@/lib/auth/actor";
import { addDays, startOfDay } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { lastGoodDay, rulesAt } from "./ageing";
import { everyRule } from "./rules";

const KEYS_MAX = 1_000;

/**
 * Keys of the actor that are too old by the rules in force, or will be within the warning time, and that no exception excuses:
 * the most urgent first, at most 1,000.
 */
export async function listRotationsWaitingFor(actor: Actor, now: Date) {
  if (actor.kind !== "person" || !can(actor, "key:read")) return [];
  const keys = await read().key.findMany({
    where: { ownerId: actor.id, revokedAt: null, activatedAt: { lte: now } },
    select: { id: true, label: true, publicId: true, kind: true, issuedAt: true, expiresAt: true },
    orderBy: [{ issuedAt: "asc" }, { id: "asc" }],
    take: KEYS_MAX,
  });
  if (keys.length === 0) return [];
  const [rules, excused] = await Promise.all([everyRule(), excusedAmong(keys, now)]);
  const inForce = rulesAt(rules, now);
  return keys.flatMap((key) => {
    const last = lastGoodDay(key, inForce);
    if (last === null || excused.has(key.id) || isOver(key.expiresAt, now)) return [];
    const dueAt = addDays(startOfDay(last), 1); // the day itself is good
    const since = addDays(dueAt, -inForce.values.warningDays);
    return since <= now ? [{ ...key, since, dueAt }] : [];
  });
}

function isOver(expiresAt: Date | null, now: Date): boolean {
  return expiresAt !== null && expiresAt <= now;
}

async function excusedAmong(keys: readonly { id: string }[], now: Date): Promise<Set<string>> {
  const exceptions = await read().keyException.findMany({
    where: {
      keyId: { in: keys.map(({ id }) => id) },
      fromAt: { lte: now },
      until: { gt: now },
      OR: [{ endedAt: null }, { endedAt: { gt: now } }],
    },
    select: { keyId: true },
    orderBy: { id: "asc" },
    take: KEYS_MAX,
  });
  return new Set(exceptions.map(({ keyId }) => keyId));
}
