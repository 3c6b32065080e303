import { ENVIRONMENTS } from "@/lib/core/environments";
import { callCell } from "./call-cells";
import { CellSpace } from "./cell-space";
import { Directory } from "./directory";
import type { CallNames, GrantRow, LineRow, PolicySource, Registry, UsageDay } from "./facts-rows";
import { grantIntervals } from "./grant-intervals";
import type { Intervals } from "./intervals";
import { type Cover, lineIntervals } from "./line-intervals";
import { sortedByRank } from "./sorted-by-rank";

/** Everything that is known, as it was read. `names` only grows. */
export type MatrixFacts = {
  readonly registry: Registry;
  readonly grants: readonly GrantRow[];
  readonly lines: readonly LineRow[];
  readonly sources: readonly PolicySource[];
  readonly names: readonly CallNames[];
  readonly days: ReadonlyMap<number, UsageDay>;
  /** The first call of any kind. */
  readonly trackedFrom: number | null;
};

/** The facts by cell, so that any instant is judged in one pass. Cells are numbers of `space`. */
export type MatrixIndex = {
  readonly facts: MatrixFacts;
  readonly space: CellSpace;
  readonly grants: Intervals;
  /** By grant: number of the definition that it was approved with; 0: none was known. */
  readonly grantHash: Uint32Array;
  readonly lines: Intervals;
  /** By line: number of its source. */
  readonly lineSource: Uint16Array;
  readonly covers: readonly Cover[];
  readonly hashes: ReadonlyMap<string, number>;
  /** By names of calls. */
  readonly callCell: Uint32Array;
  readonly callForeign: Uint8Array;
  /** By cell of an agent whose calls named no key: the cells of its keys beside it. */
  readonly kin: ReadonlyMap<number, readonly number[]>;
  /** All cells in the order in which they are shown. */
  readonly order: Uint32Array;
  readonly lineRank: Uint32Array;
  readonly columnRank: Uint32Array;
};

/** What an older index of the same registry lends; what is not there, or not for the same facts, is made again. */
export function indexOf(facts: MatrixFacts, older?: MatrixIndex): MatrixIndex {
  const same = older?.facts.registry === facts.registry ? older : undefined;
  const space = same?.space ?? new CellSpace(new Directory(facts.registry));
  const sourceNo = new Map(facts.sources.map(({ id }, nth) => [id, nth]));
  const keepsLines =
    same?.facts.lines === facts.lines && sameSources(same.facts.sources, facts.sources);
  const keepsGrants = same?.facts.grants === facts.grants;
  const grants = keepsGrants ? null : grantIntervals(space, facts.grants);
  const lines = keepsLines ? null : lineIntervals(space, facts.lines, sourceNo);
  const calls = callCells(space, facts.names, same);
  // Passes over cells go through memory from front to back if numbers are in the order of the screen.
  if (!same) inOrder(space, [grants?.cell, lines?.list.cell, calls.callCell]);
  const hashes = new Map(same?.hashes);
  return {
    facts,
    space,
    grants: grants?.byCell(space.size) ?? longer(same?.grants, space.size),
    grantHash: keptOr(keepsGrants ? same?.grantHash : undefined, () => hashesOf(facts, hashes)),
    lines: lines?.list.byCell(space.size) ?? longer(same?.lines, space.size),
    lineSource: keptOr(keepsLines ? same?.lineSource : undefined, () =>
      Uint16Array.from(facts.lines, ({ sourceId }) => sourceNo.get(sourceId) ?? 0),
    ),
    covers: lines?.covers ?? same?.covers ?? [],
    hashes,
    ...calls,
    kin: space.kin(),
    ...orderOf(space),
  };
}

function keptOr<Value>(kept: Value | undefined, make: () => Value): Value {
  return kept ?? make();
}

function hashesOf({ grants }: MatrixFacts, hashes: Map<string, number>): Uint32Array {
  return Uint32Array.from(grants, ({ definitionHash }) => hashNo(hashes, definitionHash));
}

function inOrder(space: CellSpace, users: readonly (number[] | Uint32Array | undefined)[]): void {
  const numbers = space.renumber(orderOf(space).order);
  for (const cells of users) {
    if (!cells) continue;
    for (let at = 0; at < cells.length; at += 1) cells[at] = numbers[cells[at] ?? 0] ?? 0;
  }
}

function sameSources(one: readonly PolicySource[], other: readonly PolicySource[]): boolean {
  return one.length === other.length && one.every(({ id }, nth) => id === other[nth]?.id);
}

const NOTHING: Intervals = {
  starts: new Uint32Array(1),
  from: new Float64Array(),
  to: new Float64Array(),
  row: new Uint32Array(),
  bits: new Uint8Array(),
};

// Cells that came later have none.
function longer(intervals: Intervals = NOTHING, cells: number): Intervals {
  const { starts } = intervals;
  if (starts.length === cells + 1) return intervals;
  const all = new Uint32Array(cells + 1).fill(starts.at(-1) ?? 0);
  all.set(starts);
  return { ...intervals, starts: all };
}

function hashNo(hashes: Map<string, number>, hash: string | null): number {
  if (hash === null) return 0;
  const known = hashes.get(hash);
  if (known !== undefined) return known;
  hashes.set(hash, hashes.size + 1);
  return hashes.size;
}

function callCells(space: CellSpace, names: readonly CallNames[], older: MatrixIndex | undefined) {
  const cell = new Uint32Array(names.length);
  const foreign = new Uint8Array(names.length);
  const known = older?.callCell.length ?? 0;
  if (older) {
    cell.set(older.callCell);
    foreign.set(older.callForeign);
  }
  for (let at = known; at < names.length; at += 1) {
    const one = names[at];
    if (!one) continue;
    const found = callCell(space, one);
    cell[at] = found.cell;
    foreign[at] = found.foreign ? 1 : 0;
  }
  return { callCell: cell, callForeign: foreign };
}

const KNOWN: readonly string[] = ENVIRONMENTS;

/** Lines by agent, key and environment; columns by server and operation. Two countings put the cells in their order. */
function orderOf(space: CellSpace) {
  const environments = ranksOf(space.environments, (name) => {
    const known = KNOWN.indexOf(name);
    return `${known < 0 ? "~" : known} ${name}`;
  });
  const principals = ranksOf(space.principals, ({ key, agent, text, id }) =>
    [agent ? `0 ${agent.name}` : "1", key ? `0 ${key.label}` : `1 ${text}`, id].join("\u0000"),
  );
  const columnRank = ranksOf(space.columns, ({ server, serverText, operation, text, id }) =>
    [server ? "0" : "1", serverText, operation ? "0" : "1", text, id].join("\u0000"),
  );
  const width = space.environments.length;
  const lineRank = new Uint32Array(space.size);
  for (let cell = 0; cell < lineRank.length; cell += 1) {
    const principal = principals[space.principalOf[cell] ?? 0] ?? 0;
    lineRank[cell] = principal * width + (environments[space.environmentOf[cell] ?? 0] ?? 0);
  }
  const byColumn = sortedByRank(
    Uint32Array.from(lineRank, (_, cell) => cell),
    (cell) => columnRank[space.columnOf[cell] ?? 0] ?? 0,
    space.columns.length,
  );
  const lines = space.principals.length * width;
  const order = sortedByRank(byColumn, (cell) => lineRank[cell] ?? 0, lines);
  return { order, lineRank, columnRank };
}

function ranksOf<Value>(values: readonly Value[], nameOf: (value: Value) => string): Uint32Array {
  const named = values.map((value, at) => ({ at, name: nameOf(value).toLowerCase() }));
  named.sort((a, b) => compare(a.name, b.name) || a.at - b.at);
  const ranks = new Uint32Array(values.length);
  for (const [rank, { at }] of named.entries()) ranks[at] = rank;
  return ranks;
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
