// What screens and files get to see of the access matrix: keys by operations by environments, at one instant. Instants are ISO
// 8601 in UTC.

/** What a cell can be marked with. `enforcement-unknown` is no deviation: nobody can say whether there is one. */
export const FLAGS = [
  "environment-crossing",
  "without-approval",
  "enforced-not-granted",
  "granted-not-enforced",
  "used-not-granted",
  "dormant",
  "wildcard",
  "expired",
  "definition-changed",
  "agent-inactive",
  "key-inactive",
  "orphan",
  "shared-key",
  "enforcement-unknown",
] as const;
export type Flag = (typeof FLAGS)[number];

/** Flags that say that something is not as it was approved. */
export const DEVIATIONS = [
  "environment-crossing",
  "without-approval",
  "enforced-not-granted",
  "granted-not-enforced",
  "used-not-granted",
  "dormant",
  "expired",
  "definition-changed",
  "agent-inactive",
  "key-inactive",
  "orphan",
  "shared-key",
] as const satisfies readonly Flag[];

export type Enforced = "yes" | "no" | "unknown";

/** Who may call, or called: a row. `id`: `key:<uuid>`; `agent:<uuid>` where an agent and no known key was named; else `unknown:<text in lower case>`. */
export type Principal = {
  readonly id: string;
  readonly kind: "key" | "agent" | "unknown";
  /** The key's label, the agent's name, or what the gateway wrote. */
  readonly label: string;
  readonly publicId: string | null;
  readonly keyKind: string | null;
  readonly agentId: string | null;
  readonly agentName: string | null;
  readonly agentSlug: string | null;
  /** The agent's at the instant; null: no agent, or none was registered then. */
  readonly agentStatus: string | null;
  /** Of a key, for ever. */
  readonly environment: string | null;
  readonly ownerId: string | null;
  /** Whether the registry knew it at the instant. */
  readonly registered: boolean;
  /** Of a key at the instant: null, or why it should not be used: not activated, revoked, expired. */
  readonly inactive: string | null;
};

/** What is called: a column. `id`: `op:<uuid>` or `unregistered:<server>/<operation>` in lower case. */
export type ColumnOp = {
  readonly id: string;
  readonly operationId: string | null;
  readonly serverId: string | null;
  readonly serverSlug: string | null;
  readonly server: string;
  readonly operation: string;
  readonly access: string | null;
  readonly dataClasses: readonly string[];
  /** Whether it was registered and not retired at the instant. */
  readonly registered: boolean;
};

/** `granted`, `enforced`, `unknown`, `used`, `flagged` count cells; `flagged` those that deviate; `calls` and `denied` count calls of the period. */
export type Totals = {
  readonly cells: number;
  readonly granted: number;
  readonly enforced: number;
  readonly unknown: number;
  readonly used: number;
  readonly flagged: number;
  readonly calls: number;
  readonly denied: number;
};

/** One line of the picture: a principal in one environment. Both are positions in the lists of the head. */
export type Line = { readonly principal: number; readonly environment: number } & Totals;

/** When a source last said what it enforces, as of the instant; one that never had is none of them. */
export type SourceFreshness = {
  readonly sourceId: string;
  readonly name: string;
  readonly statedAt: string;
  readonly policyId: string | null;
  readonly version: number | null;
  readonly lines: number;
  readonly fresh: boolean;
};

/** Everything about a matrix but its cells. Lines are in order of agent, key and environment, columns in order of server and operation. */
export type MatrixHead = {
  readonly asOf: string;
  /** Calls count from here until `asOf`: midnight in UTC, `days` days before the day of `asOf`. */
  readonly from: string;
  readonly days: number;
  readonly principals: readonly Principal[];
  readonly columns: readonly ColumnOp[];
  readonly environments: readonly string[];
  readonly lines: readonly Line[];
  /** By position in `columns`. */
  readonly columnTotals: readonly Totals[];
  readonly totals: Totals;
  readonly flags: Readonly<Record<Flag, number>>;
  readonly sources: readonly SourceFreshness[];
  /** When the sums of the calls were last read; what came since is not counted. */
  readonly countedAt: string;
  /** The first call of any kind in the ledger; null: none. Without use for so long as that is nothing judged dormant. */
  readonly trackedFrom: string | null;
  readonly dormantDays: number;
  readonly staleHours: number;
  /** Whether only rows of the actor's own agents and keys are here. */
  readonly ownOnly: boolean;
};

export type MatrixAnswer = MatrixHead;

/** One cell. `row` and `column` are ids. `used`: calls in the period other than denied ones. */
export type Cell = {
  readonly row: string;
  readonly column: string;
  readonly environment: string;
  readonly granted: boolean;
  readonly enforced: Enforced;
  readonly used: number;
  readonly denied: number;
  readonly lastUsedAt: string | null;
  readonly flags: readonly Flag[];
};

/** A cell with what its ids stand for, as the list view and files show it. */
export type CellRow = Cell & { readonly principal: Principal; readonly operation: ColumnOp };

export type CellPage = { readonly rows: readonly CellRow[]; readonly total: number };

/** What a cell was at an instant; null stands for no cell: not granted, not enforced, not used. */
export type CellState = Pick<Cell, "granted" | "enforced" | "used" | "denied" | "flags">;

export const CELL_CHANGES = [
  "granted",
  "no-longer-granted",
  "enforced",
  "no-longer-enforced",
  "enforcement-unknown",
  "used",
  "no-longer-used",
  "flag-raised",
  "flag-cleared",
] as const;
export type CellChange = (typeof CELL_CHANGES)[number];

/** A cell that is not the same at two instants. */
export type CompareRow = {
  readonly row: string;
  readonly column: string;
  readonly environment: string;
  readonly principal: Principal;
  readonly operation: ColumnOp;
  readonly before: CellState | null;
  readonly after: CellState | null;
  readonly changes: readonly CellChange[];
  readonly raised: readonly Flag[];
  readonly cleared: readonly Flag[];
};

export type CompareAnswer = {
  readonly from: string;
  readonly to: string;
  readonly days: number;
  readonly rows: readonly CompareRow[];
  readonly total: number;
  /** Cells of each change, and cells in which each flag was raised or cleared, over all pages. */
  readonly counts: Readonly<Record<CellChange, number>>;
  readonly raised: Readonly<Record<Flag, number>>;
  readonly cleared: Readonly<Record<Flag, number>>;
  readonly before: Totals;
  readonly after: Totals;
  readonly countedAt: string;
};

export const MATRIX_DAYS = [7, 30, 90, 365] as const;
export type MatrixDays = (typeof MATRIX_DAYS)[number];
export const DEFAULT_DAYS: MatrixDays = 90;

export const CELL_STATES = ["any", "granted", "enforced", "used"] as const;
export type CellStateFilter = (typeof CELL_STATES)[number];

/**
 * Which cells are meant; null or "" is all. `agent`: its id, slug, or what the gateway wrote; `key`: the id or public id; `server`: the
 * id, slug, or name; `operation`: the id or a part of the name; `q`: a part of any name in row or column.
 */
export type MatrixFilter = {
  readonly agent: string;
  readonly key: string;
  readonly server: string;
  readonly operation: string;
  readonly environment: string;
  readonly access: string;
  readonly dataClass: string;
  readonly flag: Flag | null;
  readonly state: CellStateFilter;
  readonly q: string;
};

export const ALL_CELLS: MatrixFilter = {
  agent: "",
  key: "",
  server: "",
  operation: "",
  environment: "",
  access: "",
  dataClass: "",
  flag: null,
  state: "any",
  q: "",
};

export const CELL_SORTS = ["principal", "operation", "used", "last", "flags"] as const;
export type CellSort = (typeof CELL_SORTS)[number];
