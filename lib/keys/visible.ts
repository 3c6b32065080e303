import { type Actor, can } from "@/lib/auth/actor";

/** What this actor may see: the whole register or nothing. */
export function visibleKeys(actor: Actor) {
  return can(actor, "key:read") ? {} : { id: { in: [] } };
}
