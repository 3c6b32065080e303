import { type Actor, can } from "@/lib/auth/actor";

/** Which exports an actor may look at: all with the right to, otherwise those they made. */
export function visibleExports(actor: Actor) {
  return can(actor, "export:read") ? {} : { generatedById: actor.id };
}
