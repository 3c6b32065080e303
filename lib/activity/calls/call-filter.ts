import "server-only";

/** Which calls. A null says nothing; members are joined by "and". `from` and `to` are half-open, over the time of the call. */
export type CallFilter = {
  readonly from: Date | null;
  readonly to: Date | null;
  /** A registered agent by its slug, name or id, in any case; or what a caller called itself. */
  readonly agent: string | null;
  readonly credential: string | null;
  readonly person: string | null;
  readonly source: string | null;
  readonly server: string | null;
  readonly operation: string | null;
  readonly environment: string | null;
  readonly region: string | null;
  /** Any of these; empty: all. */
  readonly outcome: readonly string[];
  /** Null: tool calls alone. `any`: every kind. */
  readonly kind: string | null;
  /** A trace id as 32 hex digits, or another id that calls have in common. */
  readonly trace: string | null;
  readonly address: string | null;
  /** LOG-03: the outcome is pending or unknown. */
  readonly unfinished: boolean;
  /** Registered agents of a data class, by id, slug or name, as the page found them. Empty: none. */
  readonly agents: readonly string[] | null;
};

/** Every tool call there is. */
export const ALL_CALLS: CallFilter = {
  from: null,
  to: null,
  agent: null,
  credential: null,
  person: null,
  source: null,
  server: null,
  operation: null,
  environment: null,
  region: null,
  outcome: [],
  kind: null,
  trace: null,
  address: null,
  unfinished: false,
  agents: null,
};

export const ANY_KIND = "any";
