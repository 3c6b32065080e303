// What the drawer of a cell shows. Instants are ISO 8601 in UTC.
import type { Cell, ColumnOp, Principal, SourceFreshness } from "./matrix-view";

/** A grant of a cell, whenever it was in force. `wildcard`: it is for every operation of the server. */
export type GrantFact = {
  readonly id: string;
  readonly kind: string;
  readonly purpose: string;
  readonly fromAt: string;
  readonly until: string | null;
  readonly endedAt: string | null;
  readonly endedReason: string | null;
  readonly inForce: boolean;
  readonly wildcard: boolean;
  /** False: no change record says that it was given, or ended, as it stands here. */
  readonly ticketed: boolean;
  readonly requestId: string | null;
  readonly endRequestId: string | null;
  readonly requestedById: string;
  readonly requestedAt: string;
  readonly approvedById: string;
  readonly approvedAt: string;
  readonly standardId: string | null;
  readonly emergencyId: string | null;
  readonly replacesId: string | null;
  readonly definitionHash: string | null;
};

/** A line of a source's policy that stands, or stood, for a cell. */
export type EnforcedFact = {
  readonly id: string;
  readonly sourceId: string;
  readonly sourceName: string;
  readonly principal: string;
  readonly server: string;
  readonly operation: string;
  readonly environment: string;
  readonly conditions: string;
  readonly fromAt: string;
  readonly fromPolicyId: string;
  readonly toAt: string | null;
  readonly toPolicyId: string | null;
  readonly inForce: boolean;
  readonly wildcard: boolean;
};

/** Calls of a cell on a UTC day, `2026-11-21`. `covered`: a grant was in force at some instant of it. */
export type UsageDayFact = {
  readonly day: string;
  readonly used: number;
  readonly denied: number;
  readonly covered: boolean;
};

export type CallFact = {
  readonly idx: string;
  readonly at: string;
  readonly agent: string | null;
  readonly credential: string | null;
  readonly person: string | null;
  readonly outcome: string | null;
  readonly source: string;
};

export type DefinitionFact = {
  readonly id: string;
  readonly hash: string;
  readonly observedAt: string;
  readonly replacedAt: string | null;
  readonly pinnedAt: string | null;
};

/** The whole story of a cell: newest first, each list at most 200, days 400, calls 20. */
export type CellStory = {
  readonly cell: Cell;
  readonly principal: Principal;
  readonly operation: ColumnOp;
  readonly asOf: string;
  readonly from: string;
  readonly countedAt: string;
  readonly grants: readonly GrantFact[];
  readonly enforced: readonly EnforcedFact[];
  readonly sources: readonly SourceFreshness[];
  readonly usage: readonly UsageDayFact[];
  readonly calls: readonly CallFact[];
  readonly definitions: readonly DefinitionFact[];
};
