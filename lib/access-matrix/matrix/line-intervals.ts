import { ENVIRONMENTS } from "@/lib/core/environments";
import { bareOperation } from "@/lib/core/server-places";
import type { CellSpace } from "./cell-space";
import type { LineRow, OperationRow, ServerRow } from "./facts-rows";
import { within } from "./grant-intervals";
import { IntervalList } from "./intervals";

/** The line stands for several operations, servers or environments. */
export const WILD_LINE = 1;

/** From when a source said anything about a server in an environment: the same place can be covered by several. */
export type Cover = { readonly place: number; readonly source: number; readonly from: number };

export type LineIntervals = {
  /** `row` is a position in the lines. */
  readonly list: IntervalList;
  readonly covers: readonly Cover[];
};

type Target = { readonly server: ServerRow | null; readonly text: string };

/** Lines on the cells that they are for. What stands for no registered operation is a column of its own, so that nothing is lost. */
export function lineIntervals(
  space: CellSpace,
  lines: readonly LineRow[],
  sourceNo: ReadonlyMap<string, number>,
): LineIntervals {
  const list = new IntervalList();
  const covers = new Map<string, Cover>();
  const principals = new Map<string, number>();
  for (const [row, line] of lines.entries()) {
    const source = sourceNo.get(line.sourceId) ?? 0;
    const principal = principals.get(line.principal) ?? space.principalNamed(line.principal);
    principals.set(line.principal, principal);
    for (const target of targetsOf(space, line)) {
      for (const name of environmentsOf(space, line, target)) {
        const environment = space.environment(name);
        const place = space.place(space.serverNo(target.server, target.text), environment);
        coverFrom(covers, { place, source, from: line.from });
        addCells(space, list, { line, row, target, principal, environment });
      }
    }
  }
  return { list, covers: [...covers.values()] };
}

function targetsOf({ directory }: CellSpace, { server: text }: LineRow): Target[] {
  if (text === "*" && directory.serverById.size > 0) {
    return [...directory.serverById.values()].map((server) => ({ server, text: server.slug }));
  }
  return [{ server: directory.server(text)?.server ?? null, text }];
}

function environmentsOf(
  { directory }: CellSpace,
  { server: text, environment }: LineRow,
  { server }: Target,
): readonly string[] {
  if (environment === "") return [directory.server(text)?.environment ?? ""];
  if (environment !== "*") return [environment];
  const places = new Set(server?.places.map((place) => place.environment));
  return places.size > 0 ? [...places] : ENVIRONMENTS;
}

type Place = {
  readonly line: LineRow;
  readonly row: number;
  readonly target: Target;
  readonly principal: number;
  readonly environment: number;
};

function addCells(space: CellSpace, list: IntervalList, place: Place): void {
  const { line, row, target, principal, environment } = place;
  const to = line.to ?? Infinity;
  const operation = bareOperation(line.server, line.operation);
  const spread = line.server === "*" || line.environment === "*" ? WILD_LINE : 0;
  const named = operation.endsWith("*")
    ? []
    : namedBy(space, target.server, [operation, line.operation]);
  for (const one of named) {
    const cell = space.cell(principal, space.operationColumn(one), environment);
    list.add(cell, line.from, to, row, spread);
  }
  if (named.length > 0) return;
  const matching = operation.endsWith("*") ? matches(space, target.server, operation) : [];
  for (const one of matching) {
    const [from, until] = within(one, line.from, to);
    const cell = space.cell(principal, space.operationColumn(one), environment);
    list.add(cell, from, until, row, WILD_LINE);
  }
  if (matching.length > 0) return;
  const column = space.strangeColumn(target.server, target.text, operation);
  const bits = operation.endsWith("*") ? WILD_LINE : spread;
  list.add(space.cell(principal, column, environment), line.from, to, row, bits);
}

/** The first of the names that the server has. */
function namedBy(
  { directory }: CellSpace,
  server: ServerRow | null,
  names: readonly string[],
): OperationRow[] {
  if (!server) return [];
  for (const name of names) {
    const found = directory.operation(server.id, name);
    if (found) return [found];
  }
  return [];
}

function matches(
  { directory }: CellSpace,
  server: ServerRow | null,
  pattern: string,
): OperationRow[] {
  const start = pattern.slice(0, -1).toLowerCase();
  const operations = server ? (directory.operationsOf.get(server.id) ?? []) : [];
  return operations.filter(({ name }) => name.toLowerCase().startsWith(start));
}

function coverFrom(covers: Map<string, Cover>, cover: Cover): void {
  const mark = `${cover.source} ${cover.place}`;
  const known = covers.get(mark);
  if (!known || cover.from < known.from) covers.set(mark, cover);
}
