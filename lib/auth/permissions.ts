export const ROLES = ["admin", "compliance", "owner", "risk-owner", "auditor"] as const;
export type Role = (typeof ROLES)[number];

/** Every right a door can ask for, as noun:verb. `read-all` lifts the limit to one's own records. */
export const PERMISSIONS = [
  "overview:read",
  "profile:manage",
  "notification:read",
  "notification:test",
  "notification:send",
  "request:read",
  "request:read-all",
  "request:decide",
  "request:remind",
  "agent:read",
  "agent:register",
  "agent:edit",
  "agent:edit-all",
  "agent:decide",
  "agent:activate",
  "agent:suspend",
  "agent:retire",
  "agent:export",
  "agent:import",
  "agent:remind",
  "change:read",
  "change:read-all",
  "change:export",
  "export:read",
  "ledger:status",
  "ledger:read",
  "ledger:export",
  "ledger:work",
  "sealing:resume",
  "source:read",
  "source:manage",
  "call:read",
  "call:read-all",
  "call:export",
  "call:push",
  "call:import",
  "quarantine:read",
  "quarantine:dispose",
  "gap:watch",
  "gap:dispose",
  "candidate:dismiss",
  "redaction:read",
  "redaction:try",
  "leak-check:draw",
  "leak-check:sign",
  "finding:read",
  "finding:read-all",
  "finding:triage",
  "finding:raise",
  "policy:read",
  "policy:propose",
  "policy:decide",
  "person:read",
  "person:manage",
  "token:manage",
  "session:start",
  "session:sweep",
  "invitation:accept",
  "installation:establish",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

// What every signed-in person may do: look around, and keep their own profile.
const EVERYONE: readonly Permission[] = ["overview:read", "profile:manage", "notification:read"];

// Rights in nobody's list belong to jobs and to the start of an installation.
const GRANTS: Record<Role, readonly Permission[]> = {
  admin: [
    ...EVERYONE,
    "request:read",
    "change:read",
    "person:read",
    "person:manage",
    "policy:read",
    "ledger:status",
    "source:read",
    "source:manage",
    "call:import",
    "quarantine:read",
    "redaction:read",
    "redaction:try",
    "token:manage",
    "notification:test",
  ],
  compliance: [
    ...EVERYONE,
    "request:read",
    "request:read-all",
    "request:decide",
    "agent:read",
    "agent:register",
    "agent:edit",
    "agent:edit-all",
    "agent:decide",
    "agent:activate",
    "agent:suspend",
    "agent:retire",
    "agent:export",
    "agent:import",
    "change:read",
    "change:read-all",
    "change:export",
    "export:read",
    "ledger:status",
    "ledger:read",
    "ledger:export",
    "source:read",
    "call:read",
    "call:read-all",
    "call:export",
    "call:import",
    "quarantine:read",
    "quarantine:dispose",
    "gap:dispose",
    "candidate:dismiss",
    "redaction:read",
    "redaction:try",
    "leak-check:draw",
    "leak-check:sign",
    "finding:read",
    "finding:read-all",
    "finding:triage",
    "person:read",
    "policy:read",
    "policy:propose",
    "policy:decide",
    "notification:test",
  ],
  owner: [
    ...EVERYONE,
    "request:read",
    "agent:read",
    "agent:register",
    "agent:edit",
    "agent:activate",
    "agent:suspend",
    "agent:retire",
    "agent:export",
    "agent:import",
    "change:read",
    "call:read",
    "finding:read",
    "finding:triage",
  ],
  "risk-owner": [
    ...EVERYONE,
    "request:read",
    "request:decide",
    "agent:read",
    "agent:decide",
    "agent:suspend",
    "agent:export",
    "change:read",
    "source:read",
    "call:read",
    "call:read-all",
    "finding:read",
    "finding:read-all",
    "finding:triage",
    "policy:read",
  ],
  auditor: [
    ...EVERYONE,
    "request:read",
    "request:read-all",
    "agent:read",
    "agent:export",
    "change:read",
    "change:read-all",
    "change:export",
    "export:read",
    "ledger:status",
    "ledger:read",
    "ledger:export",
    "source:read",
    "call:read",
    "call:read-all",
    "call:export",
    "quarantine:read",
    "redaction:read",
    "finding:read",
    "finding:read-all",
    "person:read",
    "policy:read",
  ],
};

/** What somebody may do who has not signed in: ask to be let in, and answer a one-time link. */
export const GUEST_GRANTS = [
  "session:start",
  "invitation:accept",
] as const satisfies readonly Permission[];

/** What a gateway may do with the token of its source: nothing but hand over what it wrote down. */
export const SOURCE_GRANTS = ["call:push"] as const satisfies readonly Permission[];

/** What a machine token can be given, and what that means in words. */
export const TOKEN_GRANTS = [
  "agent:import",
  "ledger:read",
] as const satisfies readonly Permission[];

/** True when any of a person's roles carries the permission. */
export function rolesHold(roles: readonly Role[], permission: Permission): boolean {
  return roles.some((role) => GRANTS[role].includes(permission));
}

/** The whole table, for the settings page and the tests. */
export function permissionsOf(role: Role): readonly Permission[] {
  return GRANTS[role];
}

/** Narrows stored text to a role; unknown text (a role that a later version had) holds nothing. */
export function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text);
}
