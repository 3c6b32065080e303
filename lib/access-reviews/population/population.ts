// REV-02: everything that may call, as of one instant: what a snapshot freezes and what the delta is measured against.
import "server-only";
import type { Exclusion, ReviewScope } from "../review-view";
import type { SnapshotLine, SnapshotSource, TieOut } from "../snapshot-view";
import type { ReviewPolicy } from "../stored";
import { type AccessFacts, accessLines, heldByWildcards } from "./access-lines";
import { type Cells, cellsOf, EVERY } from "./cells";
import { type Compared, changeOf } from "./changes";
import { Directory, order } from "./directory";
import { Enforcements, freshSources } from "./enforcement";
import type { Facts, GrantFact, SourceFact } from "./facts";
import { otherLines } from "./other-lines";
import { type Previous, readPrevious } from "./previous";
import { isoOrNull, type RawLine } from "./raw-line";
import { type EndedPlace, readEnded, readFacts } from "./read-facts";
import { readUse } from "./read-use";
import { recommend } from "./recommend";
import { weigh } from "./risk";
import { isInScope } from "./scope";
import { tieOutOf } from "./tie-out";
import { Usage } from "./usage";

/** The question that a population answers, as headers name it. Another question has another number. */
export const POPULATION_QUERY = "access-reviews.population@1";

export type PopulationWish = {
  readonly asOf: Date;
  /** What calls are counted of: from the first instant until before the last. */
  readonly period: { readonly start: Date; readonly end: Date };
  readonly scope: ReviewScope;
  readonly exclusions: readonly Exclusion[];
  readonly policy: ReviewPolicy;
  /** The review it is compared with; null: none. */
  readonly previousId: string | null;
};

export type Population = {
  /** Privileged ones first, then by agent, server, operation and environment; `n` from 1. */
  readonly lines: readonly SnapshotLine[];
  readonly sources: readonly SnapshotSource[];
  readonly tieOut: readonly TieOut[];
  /** Sources in use whose last statement is too old to start a review on (REV-03). */
  readonly stale: readonly SnapshotSource[];
  /** Lines of the review before that are no more, by their keys. */
  readonly gone: readonly string[];
  /** What it was compared with. */
  readonly previous: {
    readonly review: string;
    readonly reference: string;
    readonly snapshot: string;
  } | null;
};

/**
 * The population as of an instant: all of it is read in one statement but calls, what is over, and the review before. Grants that
 * are over are read only where something still enforces them. The same tables give the same lines. Errors: PostgreSQL's.
 */
export async function population(wish: PopulationWish): Promise<Population> {
  const [facts, { use, trackedFrom }, previous] = await Promise.all([
    readFacts(wish.asOf, wish),
    readUse(wish.asOf, wish.period),
    readPrevious(wish.previousId),
  ]);
  const asOf = wish.asOf.getTime();
  const directory = new Directory(facts, asOf);
  const fresh = freshSources(facts.sources, asOf, ruleOf(wish, "staleHours", 24));
  const cells = cellsOf(directory, facts.grants, facts.enforced);
  const enforcements = new Enforcements(cells, directory, facts.covers, fresh);
  const usage = new Usage(directory, use);
  const around: AccessFacts = {
    ...{ asOf, trackedFrom, directory, enforcements, usage },
    dormantDays: ruleOf(wish, "dormantDays", 90),
    left: new Set(facts.people.filter(({ active }) => !active).map(({ id }) => id)),
    sources: new Map(facts.sources.map((source) => [source.id, source])),
    ended: await endedGrants(wish.asOf, cells, enforcements),
  };
  const raw = [
    ...accessLines(cells, around),
    ...otherLines(facts, around, busyKeys(facts, directory)),
  ];
  const lines = raw.filter((line) => isInScope(line, wish));
  const judged = inOrder(lines.map((line) => judgedLine(line, previous)));
  const sources = facts.sources.map((source) => sourceOf(source, fresh));
  return {
    lines: judged.map((line, at) => ({ n: at + 1, ...line })),
    sources,
    tieOut: tieOutOf(lines, { facts, directory, usage, fresh, asOf }),
    stale: sources.filter(({ sourceId, stale }) => stale && isInUse(facts, sourceId)),
    gone: goneOf(previous, lines, wish),
    previous: previous && {
      ...{ review: previous.review, reference: previous.reference, snapshot: previous.snapshot },
    },
  };
}

function ruleOf({ policy }: PopulationWish, name: string, otherwise: number): number {
  return policy.values[name] ?? otherwise;
}

/** Keys that have access of their own, whoever says so, and within the scope or not. */
function busyKeys({ holders, principals }: Facts, directory: Directory): ReadonlySet<string> {
  const named = principals.flatMap((principal) => directory.key(principal)?.id ?? []);
  return new Set([...holders, ...named]);
}

/** Grants that are over, of places that something still enforces. */
async function endedGrants(
  asOf: Date,
  cells: Cells,
  enforcements: Enforcements,
): Promise<ReadonlyMap<string, GrantFact>> {
  const held = heldByWildcards(cells, enforcements);
  const byPlace = new Map<string, string>();
  const places: EndedPlace[] = [];
  for (const cell of cells.values()) {
    const { principal, server, operation, environment, line } = cell;
    const registered = operation.id === EVERY || operation.operation !== null;
    if (cell.grants.length > 0 || held.has(cell) || environment === null) continue;
    if (!principal.key || !server.server || !registered) continue;
    const operationId = operation.operation?.id ?? null;
    const place = { keyId: principal.key.id, serverId: server.server.id, operationId, environment };
    places.push(place);
    byPlace.set(markOf(place), line);
  }
  const ended = await readEnded(asOf, places);
  return new Map(ended.map((grant) => [byPlace.get(markOf(grant)) ?? "", grant]));
}

function markOf({ keyId, serverId, operationId, environment }: EndedPlace): string {
  return `${keyId} ${serverId} ${operationId ?? EVERY} ${environment}`;
}

function judgedLine(raw: RawLine, previous: Previous | null): Omit<SnapshotLine, "n"> {
  const weighed: Compared = { ...raw, ...weigh(raw) };
  const before = previous?.lines.get(raw.line);
  const outcome = previous?.outcomes.get(raw.line);
  const change = previous ? changeOf(before, weighed) : ({ change: "new", changed: [] } as const);
  return {
    ...weighed,
    ...change,
    previous:
      previous && outcome
        ? {
            ...{ review: previous.review, reference: previous.reference },
            ...{ outcome: outcome.outcome, byId: outcome.byId, at: outcome.at },
          }
        : null,
    recommendation: recommend(weighed),
  };
}

function inOrder(lines: readonly Omit<SnapshotLine, "n">[]): Omit<SnapshotLine, "n">[] {
  const placed = lines.map((line) => ({ line, places: placesOf(line) }));
  return placed.sort((one, other) => byPlace(one.places, other.places)).map(({ line }) => line);
}

function byPlace(one: readonly string[], other: readonly string[]): number {
  for (const [at, place] of one.entries()) {
    const found = order(place, other[at] ?? "");
    if (found !== 0) return found;
  }
  return 0;
}

function placesOf(line: Omit<SnapshotLine, "n">): string[] {
  const { kind, agent, principal, server, operation, environment } = line;
  const isAccess = kind === "access" || kind === "key";
  return [
    line.section, // "privileged" comes before "standard"
    isAccess ? "0" : kind,
    agent?.slug ?? `~${principal.label}`,
    server?.name ?? "",
    operation?.name ?? "",
    environment ?? "",
    line.line,
  ];
}

function sourceOf(source: SourceFact, fresh: ReadonlySet<string>): SnapshotSource {
  const { id, name, statedAt, version, lines } = source;
  return {
    ...{ sourceId: id, name, statedAt: isoOrNull(statedAt), policyVersion: version, lines },
    stale: !fresh.has(id),
  };
}

/** Whoever never stated anything is told of in the tie-out, and whoever was switched off can state nothing any more. */
function isInUse({ sources }: Facts, sourceId: string): boolean {
  const source = sources.find(({ id }) => id === sourceId);
  return source?.enabled === true && source.statedAt !== null;
}

function goneOf(
  previous: Previous | null,
  lines: readonly RawLine[],
  wish: PopulationWish,
): string[] {
  if (!previous) return [];
  const there = new Set(lines.map(({ line }) => line));
  return [...previous.lines.values()]
    .filter((line) => !there.has(line.line) && isInScope(line, wish))
    .map(({ line }) => line);
}
