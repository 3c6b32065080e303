import { AppError } from "@/lib/core/app-error";
import { GUEST_GRANTS, type Permission, type Role } from "./permissions";
import { rolesHold } from "./role-grants";

/** Who acts: a person through their roles; a guest, job, source or token through the rights it was given. */
export type Actor =
  | { kind: "person"; id: string; roles: readonly Role[]; sessionId?: string }
  | { kind: "guest" | "job" | "source"; id: string; grants: readonly Permission[] }
  | { kind: "token"; id: string; grants: readonly Permission[]; responsibleId: string };

/** Whoever has not signed in: at the sign-in form, or behind a one-time link. */
export const GUEST: Actor = { kind: "guest", id: "guest", grants: GUEST_GRANTS };

/** Whether the actor holds a right. The screen asks it only to leave out a button. */
export function can(actor: Actor, permission: Permission): boolean {
  return actor.kind === "person"
    ? rolesHold(actor.roles, permission)
    : actor.grants.includes(permission);
}

/** Errors: forbidden. */
export function authorize(actor: Actor, permission: Permission): void {
  if (!can(actor, permission)) {
    throw new AppError("forbidden", `This needs the right ${permission}. Ask an admin for it.`);
  }
}

/** The person who answers for what the actor does; null for guests, jobs and sources. */
export function answerableId(actor: Actor): string | null {
  if (actor.kind === "person") return actor.id;
  return actor.kind === "token" ? actor.responsibleId : null;
}
