import { type Actor, can } from "@/lib/auth/actor";

/** What this actor may see: the whole registry or nothing. An import compares with what is there. */
export function visibleAgents(actor: Actor) {
  return can(actor, "agent:read") || can(actor, "agent:import") ? {} : { id: { in: [] } };
}
