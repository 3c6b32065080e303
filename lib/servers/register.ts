import type { OperationFacts, Register, ServerFacts } from "./facts";
import { GAPS } from "./gap-labels";
import { type FoundGap, gapsOf } from "./gaps";
import type { ListServersInput } from "./schema";
import type { Use } from "./traffic";
import { type Attributed, NO_USE, type ServerUse } from "./traffic";

/** One server of the register with everything that is known of it. */
export type Entry = {
  server: ServerFacts;
  operations: readonly OperationFacts[];
  /** Null: nobody called it in the period. */
  use: ServerUse | null;
  gaps: readonly FoundGap[];
};

/** The register with its operations, calls and gaps, in the order in which it was read. */
export function entriesOf(
  { servers, operations }: Register,
  calls: Attributed,
  gone: ReadonlySet<string>,
): Entry[] {
  const byServer = Map.groupBy(operations, ({ serverId }) => serverId);
  return servers.map((server) => {
    const own = byServer.get(server.id) ?? [];
    const use = calls.servers.get(server.id) ?? null;
    return { server, operations: own, use, gaps: gapsOf(server, own, use, gone) };
  });
}

type Filters = Omit<ListServersInput, "page" | "pageSize" | "sort" | "dir" | "days">;

/** What the filters show. `ownersNamed`: people whose name holds the search text. */
export function shownEntries(
  entries: readonly Entry[],
  filters: Filters,
  ownersNamed: ReadonlySet<string>,
): Entry[] {
  const words = filters.q.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(
    (entry) =>
      (filters.status === "" || entry.server.status === filters.status) &&
      (filters.scope === "" || entry.server.inScope === (filters.scope === "in")) &&
      (filters.hosting === "" || entry.server.hosting === filters.hosting) &&
      (filters.owner === "" ||
        [entry.server.ownerId, entry.server.deputyId].includes(filters.owner)) &&
      (filters.dataClass === "" || entry.server.dataClasses.includes(filters.dataClass)) &&
      (filters.environment === "" || standsIn(entry, filters.environment)) &&
      (filters.gap === "" || lacks(entry, filters.gap)) &&
      (words.length === 0 || holds(entry, words) || ownersNamed.has(entry.server.ownerId)),
  );
}

function standsIn({ server }: Entry, environment: string): boolean {
  return server.places.some((place) => place.environment === environment);
}

function lacks({ gaps }: Entry, wanted: Exclude<Filters["gap"], "">): boolean {
  if (wanted === "any") return gaps.length > 0;
  if (wanted === "fails") return gaps.some(({ gap }) => GAPS[gap].fails);
  return gaps.some(({ gap }) => gap === wanted);
}

function holds({ server }: Entry, words: readonly string[]): boolean {
  const called = server.places.flatMap(({ names, region, address }) => [...names, region, address]);
  const { name, slug, purpose, provider } = server;
  const text = [name, slug, purpose, provider, ...called].join("\n").toLowerCase();
  return words.every((word) => text.includes(word));
}

type Order = Pick<ListServersInput, "sort" | "dir">;

/** In the order asked for; name and id make it total, so that no row is shown on two pages. */
export function orderedEntries(entries: readonly Entry[], { sort, dir }: Order): Entry[] {
  const sign = dir === "asc" ? 1 : -1;
  return [...entries].sort(
    (a, b) => sign * compare(keyOf(a, sort), keyOf(b, sort)) || compare(lastKey(a), lastKey(b)),
  );
}

function keyOf(entry: Entry, sort: Order["sort"]): string | number {
  switch (sort) {
    case "name":
      return lastKey(entry);
    case "operations":
      return livingOperations(entry).length;
    case "calls":
      return callsOf(entry);
    case "lastCall":
      return entry.use?.lastAt?.getTime() ?? 0;
    case "gaps":
      return entry.gaps.length;
    case "registered":
      return entry.server.registeredAt.getTime();
    default:
      return sort satisfies never;
  }
}

/** Operations in use. */
export function livingOperations({ operations }: Entry): OperationFacts[] {
  return operations.filter(({ retiredAt }) => retiredAt === null);
}

/** Calls of the period, let through or refused. */
export function callsOf({ use }: Entry): number {
  const { used, denied }: Use = use ?? NO_USE;
  return used + denied;
}

function lastKey({ server }: Entry): string {
  return `${server.name.toLowerCase()} ${server.id}`;
}

function compare(a: string | number, b: string | number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
