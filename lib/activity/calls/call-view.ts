// What screens and files get to see of the index over calls. Instants are ISO 8601 in UTC.

/** The source of this product's own canary: its calls test the path and are nobody's. */
export const CANARY_SOURCE = "countersign-canary";

/** One call, or one entry that is not a call (`kind`), as the index knows it. The ledger has the record itself. */
export type CallRow = {
  readonly idx: string;
  /** When it happened, as far as the sender said; else when it was recorded. */
  readonly at: string;
  readonly recordedAt: string;
  readonly kind: string;
  readonly agent: string | null;
  /** The registered agent behind `agent`; null: the registry does not know it. */
  readonly agentName: string | null;
  readonly agentId: string | null;
  readonly agentSlug: string | null;
  readonly credential: string | null;
  readonly person: string | null;
  readonly source: string;
  readonly server: string | null;
  readonly operation: string | null;
  readonly environment: string | null;
  readonly region: string | null;
  readonly outcome: string | null;
  readonly durationMs: number | null;
  readonly address: string | null;
  /** 1 is the first; each amendment counts one up. */
  readonly version: number;
  readonly corrects: string | null;
  readonly recordId: string | null;
  readonly traceId: string | null;
  readonly correlation: string | null;
  /** Bit i-1 is set where group Gi of the record is complete. */
  readonly completeness: number;
  readonly epoch: string | null;
  readonly seq: string | null;
};

export type CallPage = { readonly rows: readonly CallRow[]; readonly total: number };

export type Bucket = {
  readonly start: string;
  readonly total: number;
  readonly failed: number;
  readonly denied: number;
};

/** Calls over time, in at most 120 buckets, none left out. `from` and `to` are whole buckets; null where nothing matches. */
export type Histogram = {
  readonly bucketMs: number;
  readonly from: string;
  readonly to: string;
  readonly buckets: readonly Bucket[];
};

/** Who did the same thing with the same outcome in a time. `indices`: the first of them, at most 20, of `count`. */
export type TouchedLine = {
  readonly agent: string | null;
  readonly agentName: string | null;
  readonly agentId: string | null;
  readonly agentSlug: string | null;
  readonly credential: string | null;
  readonly person: string | null;
  readonly server: string | null;
  readonly operation: string | null;
  readonly environment: string | null;
  readonly outcome: string | null;
  readonly count: number;
  readonly firstAt: string;
  readonly lastAt: string;
  readonly indices: readonly string[];
};

/** `total` counts calls. `left` lines are not shown: those with the fewest calls. */
export type WhoTouched = {
  readonly lines: readonly TouchedLine[];
  readonly total: number;
  readonly left: number;
};

export type FilterChoices = {
  readonly sources: readonly string[];
  readonly servers: readonly string[];
  readonly environments: readonly string[];
  readonly regions: readonly string[];
  readonly operations: readonly string[];
};

export type Dismissal = {
  readonly id: string;
  readonly reason: string;
  readonly dismissedById: string;
  readonly dismissedAt: string;
  readonly expiresAt: string;
};

/** A caller that the registry does not know. A dismissal that has not expired keeps it out of the way, never out of the list. */
export type Candidate = {
  readonly kind: "agent" | "key";
  readonly value: string;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly calls: number;
  /** At most 20 of each, the most used first. */
  readonly servers: readonly string[];
  readonly operations: readonly string[];
  readonly operationCount: number;
  readonly environments: readonly string[];
  readonly people: readonly string[];
  readonly credentials: readonly string[];
  readonly guessedOwnerId: string | null;
  /** What the guess rests on: `credential`, `person` or `server`. */
  readonly guessedBy: "credential" | "person" | "server" | null;
  readonly dismissal: Dismissal | null;
};

export const FAILED_OUTCOMES: readonly string[] = [
  "tool_error",
  "protocol_error",
  "transport_error",
  "timeout",
  "cancelled",
  "error",
];
export const DENIED_OUTCOMES: readonly string[] = ["denied"];
/** LOG-03: attempts whose result nobody reported. */
export const UNFINISHED_OUTCOMES: readonly string[] = ["pending", "unknown"];
