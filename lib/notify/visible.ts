import type { Actor } from "@/lib/auth/actor";

/** A notification is seen by the person who was told, and by nobody else. */
export function visibleNotifications(actor: Actor) {
  return actor.kind === "person" ? { personId: actor.id } : { id: { in: [] } };
}
