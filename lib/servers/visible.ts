import { type Actor, can } from "@/lib/auth/actor";

/** What this actor may see: the whole register of servers or nothing. */
export function visibleServers(actor: Actor) {
  return can(actor, "server:read") ? {} : { id: { in: [] } };
}

/** Operations of the servers this actor may see. */
export function visibleOperations(actor: Actor) {
  return { server: visibleServers(actor) };
}
