// What is known of access: differences that lasted when they were last compared, keys, definitions, policies, emergencies.

/** A difference between granted, enforced and used that nobody has explained or accepted. */
export type AccessDeviation = {
  readonly id: string;
  readonly kind: string;
  readonly principal: string;
  readonly agentId: string | null;
  readonly server: string;
  readonly operation: string;
  readonly environment: string;
  readonly detail: string;
  readonly since: Date;
  readonly seenAt: Date;
};

/** A key that can be used. `maxDays`: the rule in force; `excused`: a person accepted that it is older for now. */
export type StandingKey = {
  readonly id: string;
  readonly publicId: string;
  readonly agentId: string | null;
  readonly environment: string;
  readonly issuedAt: Date;
  readonly ageDays: number;
  readonly maxDays: number;
  readonly excused: boolean;
};

/** Calls that were not denied, of a key after it was revoked. */
export type RevokedUse = {
  readonly keyId: string;
  readonly publicId: string;
  readonly agentId: string | null;
  readonly environment: string;
  readonly revokedAt: Date;
  readonly calls: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
};

/** An operation whose server says something else than was pinned. `grants`: that stand for the pinned one. */
export type Drift = {
  readonly operationId: string;
  readonly operation: string;
  readonly server: string;
  readonly pinned: string;
  readonly observed: string;
  readonly since: Date;
  readonly grants: number;
};

/** A gateway that has said what it enforces, and when it last did. */
export type StatingSource = {
  readonly id: string;
  readonly name: string;
  readonly policyId: string;
  readonly statedAt: Date;
  readonly lines: number;
  readonly staleHours: number;
};

export type WatchedEmergency = {
  readonly id: string;
  readonly publicId: string;
  readonly environment: string;
  readonly startedAt: Date;
  readonly dueAt: Date;
  readonly decidedAt: Date | null;
};

/** A row that is not what the change log last told of it. `label`: public id of a key, id of the source of a policy. */
export type AlteredRow = {
  readonly kind: "key" | "policy";
  readonly id: string;
  readonly label: string;
  readonly what: "differs" | "untold" | "gone";
};

export type AccessFacts = {
  readonly deviations: readonly AccessDeviation[];
  readonly standingKeys: readonly StandingKey[];
  readonly revokedUses: readonly RevokedUse[];
  readonly drifts: readonly Drift[];
  readonly stating: readonly StatingSource[];
  readonly emergencies: readonly WatchedEmergency[];
  readonly altered: readonly AlteredRow[];
  /** Keys and policies that were compared with the change log. */
  readonly compared: number;
};

export const NO_ACCESS: AccessFacts = {
  deviations: [],
  standingKeys: [],
  revokedUses: [],
  drifts: [],
  stating: [],
  emergencies: [],
  altered: [],
  compared: 0,
};
