// What the matrix is made of, as it is read. Instants are milliseconds since 1970; null as an end is "still".

/** A registered key. Names and marks are today's; what is dated is judged at the instant. */
export type KeyRow = {
  readonly id: string;
  readonly publicId: string;
  readonly names: readonly string[];
  readonly label: string;
  readonly kind: string;
  readonly agentId: string | null;
  readonly personId: string | null;
  readonly ownerId: string;
  readonly environment: string;
  readonly registeredAt: number;
  readonly activatedAt: number | null;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
};

/** `statuses`: what the change log says it was, from when, oldest first. */
export type AgentRow = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly status: string;
  readonly ownerId: string;
  readonly sponsorId: string | null;
  readonly successorId: string | null;
  readonly requestedAt: number;
  readonly statuses: readonly { readonly at: number; readonly status: string }[];
};

export type ServerRow = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly places: readonly { readonly environment: string; readonly names: readonly string[] }[];
  readonly registeredAt: number;
  readonly retiredAt: number | null;
};

/** `definitions`: what the server said it is, oldest first. */
export type OperationRow = {
  readonly id: string;
  readonly serverId: string;
  readonly name: string;
  readonly access: string | null;
  readonly dataClasses: readonly string[];
  readonly registeredAt: number;
  readonly retiredAt: number | null;
  readonly definitions: readonly {
    readonly hash: string;
    readonly from: number;
    readonly to: number | null;
  }[];
};

export type Registry = {
  readonly keys: readonly KeyRow[];
  readonly agents: readonly AgentRow[];
  readonly servers: readonly ServerRow[];
  readonly operations: readonly OperationRow[];
};

/**
 * `given`, `endTold`: a change record says that it was given, and ended, as it stands. `gone`: a change record says that it was
 * given, and no row is left; then it ends as it begins, and nobody has told why.
 */
export type GrantRow = {
  readonly gone?: true;
  readonly id: string;
  readonly keyId: string;
  readonly serverId: string;
  readonly operationId: string | null;
  readonly environment: string;
  readonly from: number;
  readonly until: number | null;
  readonly ended: number | null;
  readonly definitionHash: string | null;
  readonly given: boolean;
  readonly endTold: boolean;
};

/** A line of what a source enforces, with the names that it used. */
export type LineRow = {
  readonly id: string;
  readonly sourceId: string;
  readonly principal: string;
  readonly server: string;
  readonly operation: string;
  readonly environment: string;
  readonly from: number;
  readonly to: number | null;
};

/** `statements`: as of when it said what it enforces, ascending, also where that was nothing new. */
export type PolicySource = {
  readonly id: string;
  readonly name: string;
  readonly statements: readonly number[];
  readonly policies: readonly {
    readonly id: string;
    readonly version: number;
    readonly lines: number;
    readonly statedAt: number;
  }[];
};

/** Who called what, in the words of the gateway; "" is "not said". */
export type CallNames = {
  readonly agent: string;
  readonly credential: string;
  readonly server: string;
  readonly operation: string;
  readonly environment: string;
};

/** Sums of one UTC day; the columns have one entry for each of `names` that called on it. `last`: of calls that were not denied, 0 if none. */
export type UsageDay = {
  /** Days since 1970. */
  readonly day: number;
  readonly names: Uint32Array;
  readonly used: Float64Array;
  readonly denied: Float64Array;
  readonly last: Float64Array;
  /** The last call of the day, whatever its outcome. */
  readonly lastAt: number;
};
