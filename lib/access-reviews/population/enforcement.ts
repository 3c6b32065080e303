// Whether a gateway lets something through: its own line may say so, or one that stands for more.
import { nameKey } from "@/lib/core/server-places";
import { type Cell, type Cells, EVERY, encodedName } from "./cells";
import type { Directory } from "./directory";
import type { CoverFact, EnforcedFact, SourceFact } from "./facts";

export type Enforcement = {
  readonly enforced: "yes" | "no" | "unknown";
  /** The lines that say so; of stale sources only where no fresh one does. */
  readonly by: readonly EnforcedFact[];
};

type Spread = { readonly exact: Map<string, Cell>; readonly wide: Cell[] };

export class Enforcements {
  readonly #at = new Map<string, Spread>();
  readonly #fresh: ReadonlySet<string>;
  readonly #covered: ReadonlySet<string>;

  constructor(
    cells: Cells,
    directory: Directory,
    covers: readonly CoverFact[],
    fresh: ReadonlySet<string>,
  ) {
    this.#fresh = fresh;
    this.#covered = new Set(
      covers
        .filter(({ sourceId }) => fresh.has(sourceId))
        .flatMap((cover) => coveredPlaces(directory, cover)),
    );
    for (const cell of cells.values()) {
      if (cell.enforced.length === 0) continue;
      const mark = markOf(cell.principal.id, cell.server.id, cell.environment);
      const spread: Spread = this.#at.get(mark) ?? { exact: new Map(), wide: [] };
      this.#at.set(mark, spread);
      spread.exact.set(cell.operation.id, cell);
      if (cell.operation.text.endsWith(EVERY)) spread.wide.push(cell);
    }
  }

  /** Of one place: what stands there, and what covers it. A wildcard is enforced where any of its operations is. */
  of(cell: Cell): Enforcement {
    const lines = [...cell.enforced, ...this.#beside(cell)];
    const spoke = lines.filter(({ sourceId }) => this.#fresh.has(sourceId));
    if (spoke.length > 0) return { enforced: "yes", by: unique(spoke) };
    if (lines.length > 0) return { enforced: "unknown", by: unique(lines) };
    return { enforced: this.#isCovered(cell) ? "no" : "unknown", by: [] };
  }

  /** The enforced places that a granted wildcard holds already: they are no lines of their own. */
  within(wildcard: Cell): Cell[] {
    const { principal, server, environment } = wildcard;
    const spread = this.#at.get(markOf(principal.id, server.id, environment));
    return spread ? [...spread.exact.values()].filter((cell) => cell !== wildcard) : [];
  }

  #beside(cell: Cell): EnforcedFact[] {
    const { principal, server, environment, operation } = cell;
    const servers = server.id === EVERY ? [EVERY] : [server.id, EVERY];
    return servers.flatMap((id) => {
      const spread = this.#at.get(markOf(principal.id, id, environment));
      if (!spread) return [];
      const wide = spread.wide.filter((each) => each !== cell && standsFor(each, operation.text));
      const own = operation.id === EVERY && id === server.id ? [...spread.exact.values()] : [];
      return [...wide, ...own.filter((each) => each !== cell)].flatMap((each) => each.enforced);
    });
  }

  #isCovered({ server, environment }: Cell): boolean {
    return [server.id, EVERY].some((id) =>
      [environment ?? "-", EVERY].some((where) => this.#covered.has(`${id} ${where}`)),
    );
  }
}

/** Sources whose last statement is recent enough to be believed. */
export function freshSources(
  sources: readonly SourceFact[],
  asOf: number,
  staleHours: number,
): ReadonlySet<string> {
  const oldest = asOf - staleHours * 3_600_000;
  const fresh = sources.filter(({ statedAt }) => statedAt !== null && statedAt >= oldest);
  return new Set(fresh.map(({ id }) => id));
}

/** Whether a wide line holds an operation of this name. */
export function standsFor({ operation: { text } }: Cell, name: string): boolean {
  return nameKey(name).startsWith(nameKey(text.slice(0, -EVERY.length)));
}

function coveredPlaces(directory: Directory, { server: text, environment }: CoverFact): string[] {
  const named = directory.server(text);
  const id = text.trim() === EVERY ? EVERY : (named?.server.id ?? `~${encodedName(text)}`);
  const where = nameKey(environment);
  return [`${id} ${where === "" ? (named?.environment ?? "-") : where}`];
}

function markOf(principal: string, server: string, environment: string | null): string {
  return `${principal} ${server} ${environment ?? "-"}`;
}

function unique(lines: readonly EnforcedFact[]): EnforcedFact[] {
  return [...new Set(lines)];
}
