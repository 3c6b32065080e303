import { PERMISSION_LABEL } from "./labels";
import { ROLES, type Role } from "./permissions";
import type { RoleHolder } from "./queries";
import { permissionsOf } from "./role-grants";
import { type PermissionRow, type RoleHolders, toRoleView } from "./view";

/** The permission table that the doors read, as rows: a right in words, and which roles carry it. */
export function toPermissionRows(): PermissionRow[] {
  const held = Object.entries(PERMISSION_LABEL).map(([id, permission]) => ({
    id,
    permission: permission.charAt(0).toUpperCase() + permission.slice(1),
    holders: holdersOf(id),
  }));
  return held.filter(({ holders }) => ROLES.some((role) => holders[role]));
}

function holdersOf(id: string): Record<Role, boolean> {
  const holds = (role: Role) => permissionsOf(role).some((permission) => permission === id);
  return {
    admin: holds("admin"),
    compliance: holds("compliance"),
    owner: holds("owner"),
    "risk-owner": holds("risk-owner"),
    auditor: holds("auditor"),
  };
}

/** Each role with the people who hold it. */
export function toRoleHolders(people: readonly RoleHolder[]): RoleHolders[] {
  return ROLES.map((role) => ({
    ...toRoleView(role),
    holders: people
      .filter(({ person }) => person.roles.includes(role))
      .map(({ personId, name, title }) => ({ id: personId, name, title })),
  }));
}
