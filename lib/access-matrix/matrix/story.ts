import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/app-error";
import { DAY_MS, utcDay } from "@/lib/core/clock";
import type { CellSpace, ColumnRef, PrincipalRef } from "./cell-space";
import { f64, u32 } from "./columns";
import { cellView, columnView, freshnessOf, principalView } from "./describe";
import type { Matrix } from "./evaluate";
import { isFresh } from "./judge-lines";
import { judgedAt, visibleRows } from "./judged";
import type { Cell } from "./matrix-view";
import { readCalls, readDefinitions, readGrantFacts, readLineFacts } from "./read-story";
import type { CellStory, UsageDayFact } from "./story-view";
import { isCovered } from "./whole-days";

export type CellWish = {
  readonly row: string;
  readonly column: string;
  readonly environment: string;
  readonly asOf: Date;
  readonly days: number;
};

const LIST_MAX = 200;
/** All days of the longest period. */
const DAYS_MAX = 400;

/** What getCell of queries-matrix.ts promises. */
export async function storyOf(actor: Actor, wish: CellWish): Promise<CellStory> {
  const { isVisible } = visibleRows(actor);
  const { matrix, countedAt } = await judgedAt(wish.asOf, wish.days);
  const { space } = matrix.index;
  const principal = principalOf(space, wish.row);
  const column = columnOf(space, wish.column);
  if (!principal || !column || !isVisible(principal)) {
    throw new AppError("not_found", "The matrix has no such cell.");
  }
  const asOf = matrix.instant.asOf;
  const cell = space.findCell(wish.row, wish.column, wish.environment);
  const known = { matrix, cell, asOf };
  const isThere = cell !== undefined && matrix.present.includes(cell);
  return {
    cell: isThere ? cellView(matrix, cell) : emptyCell(matrix, column, wish),
    principal: principalView(principal, asOf),
    operation: columnView(column, asOf),
    asOf: wish.asOf.toISOString(),
    from: new Date(matrix.from).toISOString(),
    countedAt: countedAt.toISOString(),
    sources: freshnessOf(matrix),
    usage: cell === undefined ? [] : usageOf(matrix, cell),
    ...(await listsOf(known, column)),
  };
}

async function listsOf(
  { matrix, cell, asOf }: { matrix: Matrix; cell: number | undefined; asOf: number },
  { operation }: ColumnRef,
) {
  const { grants, lines, facts } = matrix.index;
  const none = { starts: new Uint32Array(2), row: new Uint32Array(), bits: new Uint8Array() };
  const [ofGrants, ofLines] = cell === undefined ? [none, none] : [grants, lines];
  const [grantRows, lineRows] = [ofGrants, ofLines].map((all) => rowsOf(all, cell ?? 0));
  const [given, enforced, calls, definitions] = await Promise.all([
    readGrantFacts(
      (grantRows ?? []).flatMap(({ row, bits }) => factOf(facts.grants, row, bits)),
      asOf,
    ),
    readLineFacts(
      (lineRows ?? []).flatMap(({ row, bits }) => factOf(facts.lines, row, bits)),
      asOf,
    ),
    cell === undefined ? [] : readCalls(namesOf(matrix, cell), { from: matrix.from, to: asOf }),
    operation === null ? [] : readDefinitions(operation.id, asOf),
  ]);
  return { grants: given, enforced, calls, definitions };
}

function factOf<Row>(rows: readonly Row[], at: number, bits: number): { row: Row; bits: number }[] {
  const row = rows[at];
  return row === undefined ? [] : [{ row, bits }];
}

type OfCells = {
  readonly starts: Uint32Array;
  readonly row: Uint32Array;
  readonly bits: Uint8Array;
};

/** Of a cell, the newest first. */
function rowsOf({ starts, row, bits }: OfCells, cell: number): { row: number; bits: number }[] {
  const found: { row: number; bits: number }[] = [];
  for (let at = u32(starts, cell + 1) - 1; at >= u32(starts, cell); at -= 1) {
    found.push({ row: u32(row, at), bits: bits[at] ?? 0 });
  }
  return found.slice(0, LIST_MAX);
}

/** How callers of a cell wrote themselves and what they called. */
function namesOf({ index }: Matrix, cell: number) {
  return index.facts.names.filter((_, at) => u32(index.callCell, at) === cell).slice(0, LIST_MAX);
}

/** By day of the period, the newest first. */
function usageOf(matrix: Matrix, cell: number): UsageDayFact[] {
  const today = Math.floor(matrix.instant.asOf / DAY_MS);
  const facts: UsageDayFact[] = [];
  for (let day = today; day * DAY_MS >= matrix.from; day -= 1) {
    const { used, denied } = callsOn(matrix, day, cell);
    if (used + denied === 0) continue;
    const end = Math.min((day + 1) * DAY_MS, matrix.instant.asOf + 1);
    const covered = isCovered(matrix.index, cell, day * DAY_MS, end);
    facts.push({ day: utcDay(new Date(day * DAY_MS)), used, denied, covered });
  }
  return facts.slice(0, DAYS_MAX);
}

function callsOn({ index, instant }: Matrix, day: number, cell: number) {
  const isLast = day === Math.floor(instant.asOf / DAY_MS);
  const sums = (isLast && instant.lastDay) || index.facts.days.get(day);
  const sum = { used: 0, denied: 0 };
  if (!sums) return sum;
  for (let at = 0; at < sums.names.length; at += 1) {
    if (u32(index.callCell, u32(sums.names, at)) !== cell) continue;
    sum.used += f64(sums.used, at);
    sum.denied += f64(sums.denied, at);
  }
  return sum;
}

// Nothing is enforced there only where a source says so that has spoken lately; else nobody knows.
function emptyCell(
  { index, instant }: Matrix,
  { serverNo }: ColumnRef,
  { row, column, environment }: CellWish,
): Cell {
  const place = index.space.findPlace(serverNo, environment);
  const isKnown = index.covers.some((cover) => {
    const source = index.facts.sources[cover.source];
    const isTold = cover.place === place && cover.from <= instant.asOf;
    return isTold && source !== undefined && isFresh(source, instant);
  });
  return {
    ...{ row, column, environment, granted: false, enforced: isKnown ? "no" : "unknown" },
    ...{ used: 0, denied: 0, lastUsedAt: null },
    flags: isKnown ? [] : ["enforcement-unknown"],
  };
}

// Also a key or an operation with which nothing ever happened.
function principalOf(space: CellSpace, id: string): PrincipalRef | undefined {
  const known = space.principals.find((one) => one.id === id);
  if (known) return known;
  const key = id.startsWith("key:") ? space.directory.keyById.get(id.slice(4)) : undefined;
  if (!key) return undefined;
  const agent = key.agentId ? (space.directory.agentById.get(key.agentId) ?? null) : null;
  return { id, key, agent, text: key.publicId };
}

function columnOf(space: CellSpace, id: string): ColumnRef | undefined {
  const known = space.columns.find((one) => one.id === id);
  if (known) return known;
  const operation = id.startsWith("op:")
    ? space.directory.operationById.get(id.slice(3))
    : undefined;
  if (!operation) return undefined;
  const server = space.directory.serverById.get(operation.serverId) ?? null;
  return {
    ...{ id, operation, server, serverNo: space.findServerNo(operation.serverId) },
    ...{ serverText: server?.name ?? "", text: operation.name },
  };
}
