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
  "server:read",
  "server:register",
  "server:edit-all",
  "server:import",
  "server:fetch",
  "server:decide",
  "server:export",
  "key:read",
  "key:register",
  "key:manage-all",
  "key:export",
  "key:remind",
  "matrix:read",
  "matrix:read-all",
  "matrix:export",
  "grant:request",
  "grant:request-all",
  "grant:decide",
  "exception:decide",
  "standard-change:propose",
  "standard-change:decide",
  "emergency:take",
  "emergency:read",
  "emergency:read-all",
  "emergency:watch",
  "enforced-grants:push",
  "enforced-grants:upload",
  "enforced-grants:read",
  "deviation:find",
  "deviation:dispose",
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

/** Narrows stored text to a role; unknown text (a role that a later version had) holds nothing. */
export function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text);
}

/** What somebody may do who has not signed in: ask to be let in, and answer a one-time link. */
export const GUEST_GRANTS = [
  "session:start",
  "invitation:accept",
] as const satisfies readonly Permission[];

/** What a gateway may do with the token of its source: nothing but hand over what it wrote down and what it enforces. */
export const SOURCE_GRANTS = [
  "call:push",
  "enforced-grants:push",
] as const satisfies readonly Permission[];

/** What a machine token can be given, and what that means in words. */
export const TOKEN_GRANTS = [
  "agent:import",
  "ledger:read",
] as const satisfies readonly Permission[];
