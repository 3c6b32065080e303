/** What a key is. Stored as written here, for ever. */
export const KEY_KINDS = [
  "agent-api-key",
  "oauth-client",
  "workload-identity",
  "upstream",
  "emergency",
] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

export const KEY_KIND_LABEL = {
  "agent-api-key": "API key of an agent",
  "oauth-client": "OAuth client of an agent",
  "workload-identity": "Workload identity of an agent",
  upstream: "Credential of a server",
  emergency: "Emergency key of a person",
} as const satisfies Record<KeyKind, string>;

export const KEY_KIND_MEANS = {
  "agent-api-key": "A secret that the agent shows to the gateway.",
  "oauth-client": "A client id whose secret or key pair the agent uses to get tokens.",
  "workload-identity":
    "No secret that lasts: the platform issues short-lived tokens. Say by which rule instead of rotating it.",
  upstream: "What a server shows to the system behind it. No agent holds it.",
  emergency: "A person's own key for emergencies, and for nothing else. Agents have none.",
} as const satisfies Record<KeyKind, string>;

/** Whom a key of each kind belongs to. */
export const KEY_BEARER = {
  "agent-api-key": "agent",
  "oauth-client": "agent",
  "workload-identity": "agent",
  upstream: "server",
  emergency: "person",
} as const satisfies Record<KeyKind, "agent" | "server" | "person">;

export function isKeyKind(text: string): text is KeyKind {
  return KEY_KINDS.some((kind) => kind === text);
}

/** Workload identities are held to what issues them, not to rotations (KEY-07). */
export function isRotated(kind: string): boolean {
  return kind !== "workload-identity";
}

/** Where a key is in its life. */
export const KEY_STATES = ["issued", "active", "expired", "revoked"] as const;
export type KeyState = (typeof KEY_STATES)[number];

export const KEY_STATE_LABEL = {
  issued: "Not active yet",
  active: "Active",
  expired: "Expired",
  revoked: "Revoked",
} as const satisfies Record<KeyState, string>;

type Life = { activatedAt: Date | null; expiresAt: Date | null; revokedAt: Date | null };

/** Where a key was in its life at an instant. */
export function stateOf({ activatedAt, expiresAt, revokedAt }: Life, at: Date): KeyState {
  if (revokedAt !== null && revokedAt <= at) return "revoked";
  if (expiresAt !== null && expiresAt <= at) return "expired";
  return activatedAt !== null && activatedAt <= at ? "active" : "issued";
}

export const ROTATION_REASONS = ["scheduled", "personnel", "compromise", "algorithm"] as const;
export type RotationReason = (typeof ROTATION_REASONS)[number];

export const ROTATION_REASON_LABEL = {
  scheduled: "Scheduled",
  personnel: "Somebody left or changed duties",
  compromise: "Known or feared to be compromised",
  algorithm: "Change of algorithm or length",
} as const satisfies Record<RotationReason, string>;

/** How a test with the old key was answered. */
export const PROOF_STATUSES = ["401", "403"] as const;

/** What a vault's log says of a secret (KEY-06). */
export const DISCLOSURE_KINDS = ["reveal", "export"] as const;
export type DisclosureKind = (typeof DISCLOSURE_KINDS)[number];

export const DISCLOSURE_KIND_LABEL = {
  reveal: "Shown to a person",
  export: "Taken out of the vault",
} as const satisfies Record<DisclosureKind, string>;

export const KEY_SORTS = ["label", "issued", "goodUntil", "lastUsed", "marks"] as const;
export type KeySort = (typeof KEY_SORTS)[number];

/** Filters of the register, as they stand in the address; what a chip says. */
export const KEY_FILTER_LABEL = {
  state: "State",
  kind: "Kind",
  environment: "Environment",
  mark: "Marked",
  agent: "Agent",
  owner: "Owner",
} as const;

/** How far a rotation is. */
export const ROTATION_STATES = ["open", "unproven", "proven", "finished"] as const;
export type RotationStateName = (typeof ROTATION_STATES)[number];

export const ROTATION_STATE_LABEL = {
  open: "Old key in use",
  unproven: "Refusal not proven",
  proven: "Proven, not finished",
  finished: "Finished",
} as const satisfies Record<RotationStateName, string>;

/** Fields of a key as screens, diffs and conflicts name them. */
export const KEY_FIELD_LABEL = {
  publicId: "Public id",
  names: "Other names",
  label: "Label",
  kind: "Kind",
  agentId: "Agent",
  personId: "Person",
  serverId: "Server",
  ownerId: "Owner",
  purpose: "Purpose",
  environment: "Environment",
  algorithm: "Algorithm",
  store: "Kept in",
  issuerPolicy: "Issuer policy",
  issuedAt: "Issued",
  activatedAt: "Activated",
  expiresAt: "Expires",
  revokedAt: "Revoked",
  revokedById: "Revoked by",
  revokedReason: "Reason of the revocation",
  replacesId: "Replaces",
  formerOwnerIds: "Former owners",
  registeredById: "Registered by",
  registeredAt: "Registered",
  version: "Version",
} as const;
