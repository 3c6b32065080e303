import { type Actor, can } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/app-error";

type Governed = { ownerId: string; deputyId: string | null; status: string };

/** Whether the actor looks after this server: its owner or deputy, or whoever edits all of them. */
export function looksAfter(server: Omit<Governed, "status">, actor: Actor): boolean {
  if (can(actor, "server:edit-all")) return true;
  const own = server.ownerId === actor.id || server.deputyId === actor.id;
  return own && actor.kind === "person" && can(actor, "server:register");
}

export function isEditable(server: Governed, actor: Actor): boolean {
  return server.status === "active" && looksAfter(server, actor);
}

/** Errors: forbidden (neither owner nor deputy), conflict (retired). */
export function assertEditable(server: Governed, actor: Actor): void {
  assertLooksAfter(server, actor);
  if (server.status === "active") return;
  throw new AppError("conflict", "This server is retired. Take it back into use first.");
}

/** Errors: forbidden, conflict (it is in use). */
export function assertRestorable(server: Governed, actor: Actor): void {
  assertLooksAfter(server, actor);
  if (server.status === "retired") return;
  throw new AppError("conflict", "This server is in use already. Reload the page.");
}

function assertLooksAfter(server: Governed, actor: Actor): void {
  if (looksAfter(server, actor)) return;
  throw new AppError(
    "forbidden",
    "Only the owner, the deputy or compliance can change this server.",
  );
}
