// What enforcement points say of a removal: pure.
import { HOUR_MS } from "@/lib/core/clock";
import { isForbidden, isPlaceOf, operationKey, type ServerNames, type Target } from "./target";

/** A line of a gateway's policies, from the one that first held it until the one that no longer did. */
export type EnforcedLine = {
  readonly sourceId: string;
  readonly principal: string;
  readonly server: string;
  readonly operation: string;
  readonly environment: string;
  readonly fromAt: Date;
  readonly toAt: Date | null;
};

/** One statement of a source, in the order of their instants. */
export type Statement = {
  readonly sourceId: string;
  readonly policyId: string;
  readonly version: number;
  readonly statedAt: Date;
};

export type EnforcementFacts = {
  readonly lines: readonly EnforcedLine[];
  readonly covers: readonly {
    readonly sourceId: string;
    readonly server: string;
    readonly environment: string;
  }[];
  /** By source, oldest first. */
  readonly statements: ReadonlyMap<string, readonly Statement[]>;
  readonly names: ReadonlyMap<string, string>;
  readonly servers: ServerNames;
  readonly staleHours: number;
};

/** `gone`: no covering source has it any more. `why`: what is missing, in words; "" where it is gone. */
export type Standing = {
  readonly gone: { readonly at: Date; readonly after: Statement } | null;
  /** Still there by a statement since: the newest that has it. */
  readonly stillIn: Statement | null;
  readonly why: string;
};

type Since = {
  readonly since: Date;
  readonly now: Date;
  /** It was gone once, and was used or allowed again at `since`. */
  readonly reopened: boolean;
  /** Operations that other grants allow by name, in small letters. */
  readonly kept: ReadonlySet<string>;
};

/**
 * Whether it is gone by the newest fresh statement of every source that covers the place, each made after `since`. A statement that
 * says the same as before counts; one that is stale, or that was never made, does not.
 */
export function standingOf(target: Target, facts: EnforcementFacts, asked: Since): Standing {
  const sources = coveringSources(target, facts);
  if (sources.length === 0) return open("No source says what it enforces there.");
  const own = linesOf(target, facts);
  const each = sources.map((sourceId) => sourceStanding(target, own, facts, asked, sourceId));
  const still = each.find(({ stillIn }) => stillIn !== null);
  if (still) return still;
  const missing = each.find(({ gone }) => gone === null);
  if (missing) return missing;
  const gone = each
    .flatMap((one) => one.gone ?? [])
    .sort((one, other) => one.at.getTime() - other.at.getTime());
  return { gone: gone.at(-1) ?? null, stillIn: null, why: "" };
}

function open(why: string, stillIn: Statement | null = null): Standing {
  return { gone: null, stillIn, why };
}

function coveringSources(target: Target, { covers, servers }: EnforcementFacts): string[] {
  const ids = covers
    .filter((place) => isPlaceOf(target, place, servers))
    .map(({ sourceId }) => sourceId);
  return [...new Set(ids)].sort();
}

function linesOf(target: Target, { lines, servers }: EnforcementFacts): EnforcedLine[] {
  return lines.filter(
    (line) =>
      target.names.has(line.principal.trim().toLowerCase()) && isPlaceOf(target, line, servers),
  );
}

function sourceStanding(
  target: Target,
  lines: readonly EnforcedLine[],
  { statements, names, staleHours }: EnforcementFacts,
  { since, now, kept, reopened }: Since,
  sourceId: string,
): Standing {
  const name = names.get(sourceId) ?? sourceId;
  const said = (statements.get(sourceId) ?? []).filter(({ statedAt }) => statedAt <= now);
  const newest = said.at(-1);
  if (!newest || newest.statedAt <= since) return open(`${name} has said nothing since.`);
  if (now.getTime() - newest.statedAt.getTime() > staleHours * HOUR_MS) {
    return open(`${name} last spoke ${newest.statedAt.toISOString()}: that is stale.`);
  }
  const own = lines.filter((line) => line.sourceId === sourceId);
  const standing = own.filter(({ toAt }) => toAt === null);
  const forbidden = standing.find((line) => isForbidden(target, patternOf(line), kept));
  if (forbidden) {
    return open(
      `Policy ${newest.version} of ${name} still allows ${forbidden.server}.${forbidden.operation}.`,
      newest,
    );
  }
  const lost = (target.remaining ?? []).find(
    (operation) => !standing.some((line) => patternOf(line) === operation),
  );
  if (lost) return open(`Policy ${newest.version} of ${name} does not allow ${lost}, which stays.`);
  const first = said.find(({ statedAt }) => statedAt > since) ?? newest;
  const ended = own.flatMap((line) =>
    line.toAt && isForbidden(target, patternOf(line), kept) ? [line.toAt] : [],
  );
  const at = newestOf([...ended, ...(reopened || ended.length === 0 ? [first.statedAt] : [])]);
  return { gone: { at: at ?? first.statedAt, after: newest }, stillIn: null, why: "" };
}

function patternOf({ server, operation }: EnforcedLine): string {
  return operationKey(server, operation);
}

function newestOf(dates: readonly Date[]): Date | null {
  return dates.reduce<Date | null>((last, each) => (last && last > each ? last : each), null);
}
