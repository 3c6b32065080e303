// Which sums a filter can be answered from. What they lack, such as an address, only the rows know.
import "server-only";
import { DAY_MS, HOUR_MS } from "@/lib/core/clock";
import { sql } from "@/lib/db/read";
import { dimensionsIn, instant, isAgent, type Sql } from "./conditions";
import { DIMENSIONS, type Dimension, type Scope } from "./scope";

/** Called `c`. `start`: when the stretch begins that a sum is over. */
export type SumTable = {
  readonly from: Sql;
  readonly start: Sql;
  /** The column of it. */
  readonly order: Sql;
  readonly spanMs: number;
};

const HOURS: SumTable = {
  from: sql`ledger_usage_hour c`,
  start: sql`c.hour`,
  order: sql`c.hour`,
  spanMs: HOUR_MS,
};

/** Days without callers and operations. */
const PLACES: SumTable = {
  from: sql`ledger_usage_place c`,
  start: sql`(c.day::timestamp AT TIME ZONE 'UTC')`,
  order: sql`c.day`,
  spanMs: DAY_MS,
};

/** Days with callers, and without what they called. */
const CALLERS: SumTable = {
  from: sql`ledger_usage_caller c`,
  start: sql`(c.day::timestamp AT TIME ZONE 'UTC')`,
  order: sql`c.day`,
  spanMs: DAY_MS,
};

const DAYS: SumTable = {
  from: sql`ledger_usage_day c`,
  start: sql`(c.day::timestamp AT TIME ZONE 'UTC')`,
  order: sql`c.day`,
  spanMs: DAY_MS,
};

const OF_PLACES: ReadonlySet<Dimension> = new Set([
  "kind",
  "source",
  "server",
  "environment",
  "region",
  "outcome",
]);

const OF_CALLERS: ReadonlySet<Dimension> = new Set([
  "kind",
  "source",
  "agent",
  "credential",
  "outcome",
]);

/** The widest first; none where the rows must be asked. */
export function sumTablesOf(scope: Scope): readonly SumTable[] {
  const { traceId, correlation, address, wanted } = scope;
  if (traceId !== null || correlation !== null || address !== null) return [];
  const named = DIMENSIONS.filter((name) => wanted[name] !== undefined);
  if (named.every((name) => OF_PLACES.has(name))) return [PLACES, HOURS];
  return named.every((name) => OF_CALLERS.has(name)) ? [CALLERS] : [DAYS];
}

/** The widest that also knows servers, environments and regions. */
export function placesOf(scope: Scope): SumTable {
  const [table] = sumTablesOf(scope);
  return table === PLACES ? PLACES : DAYS;
}

/** Sums of a filter whose stretch begins in [from, to). */
export function sumsIn(
  table: SumTable,
  scope: Pick<Scope, "wanted" | "withoutCanary">,
  { from, to }: { readonly from: Date | null; readonly to: Date | null },
): Sql[] {
  const isDay = table.spanMs === DAY_MS;
  const agents = scope.wanted.agent;
  return [
    sql`c.calls > 0`,
    ...(from === null
      ? []
      : [isDay ? sql`c.day >= ${dayOf(from)}::date` : sql`c.hour >= ${instant(from)}`]),
    ...(to === null
      ? []
      : [isDay ? sql`c.day < ${dayOf(to)}::date` : sql`c.hour < ${instant(to)}`]),
    ...(agents === undefined ? [] : [isAgent(agents)]),
    ...dimensionsIn(scope),
  ];
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** When the stretch of an instant begins. */
export function spanStart({ spanMs }: SumTable, at: Date): Date {
  return new Date(Math.floor(at.getTime() / spanMs) * spanMs);
}

/** When the stretch of the last instant before `at` ends. */
export function spanEnd({ spanMs }: SumTable, at: Date): Date {
  return new Date(Math.ceil(at.getTime() / spanMs) * spanMs);
}
