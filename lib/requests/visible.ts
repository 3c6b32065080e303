import { type Actor, can } from "@/lib/auth/actor";
import { PERMISSIONS, type Permission } from "@/lib/auth/permissions";

/** What this actor may see: their own requests, those they have a part in or may decide, or all. */
export function visibleRequests(actor: Actor) {
  if (can(actor, "request:read-all")) return {};
  if (actor.kind !== "person") return { id: { in: [] } };
  return {
    OR: [
      { requestedById: actor.id },
      { namedIds: { has: actor.id } },
      { excludedIds: { has: actor.id } },
      { permission: { in: heldPermissions(actor) } },
    ],
  };
}

/** What waits for this actor: open, asked for by somebody else, not excluded, within their rights. */
export function waitingFor(actor: Actor) {
  if (actor.kind !== "person" || !can(actor, "request:decide")) return { id: { in: [] } };
  return {
    status: "OPEN" as const,
    OR: [
      { namedIds: { has: actor.id } },
      { namedIds: { isEmpty: true }, permission: { in: heldPermissions(actor) } },
    ],
    requestedById: { not: actor.id },
    NOT: { excludedIds: { has: actor.id } },
  };
}

function heldPermissions(actor: Actor): Permission[] {
  return PERMISSIONS.filter((permission) => can(actor, permission));
}
