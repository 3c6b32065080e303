import type { UseCell } from "./cells";

/** A grant of one of the agent's keys, whenever it was in force. `end`: the first instant at which it no longer is. */
export type GrantFact = {
  readonly id: string;
  readonly keyId: string;
  readonly serverId: string;
  readonly server: string;
  readonly operationId: string | null;
  readonly environment: string;
  readonly purpose: string;
  readonly fromAt: number;
  readonly until: number | null;
  readonly end: number;
};

export type ProposalFacts = {
  /** Of the period, and of the last 365 days: the cells of the agent alone. */
  readonly cells: readonly UseCell[];
  readonly year: readonly UseCell[];
  readonly grants: readonly GrantFact[];
  /** What the agent is registered for. */
  readonly dataClasses: readonly string[];
  readonly environments: readonly string[];
  readonly asOf: number;
  /** Midnight UTC at which the period begins. */
  readonly from: number;
  readonly days: number;
  /** The first call in the ledger; null: none. */
  readonly trackedFrom: number | null;
};

/** The grants that are in force at the instant. */
export function grantsInForce({ grants, asOf }: ProposalFacts): GrantFact[] {
  return grants.filter(({ fromAt, end }) => fromAt <= asOf && asOf < end);
}
