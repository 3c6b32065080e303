// The smallest set of grants with which an agent could have done everything it did. Pure: the same facts, the same proposals.
import type { Enforced } from "../matrix/matrix-view";
import type { UseCell } from "./cells";
import { Covered, sum } from "./covered";
import { judged } from "./judge";
import { type GrantProposal, type Uncovered, VERDICTS } from "./least-privilege-view";
import { type GrantFact, grantsInForce, type ProposalFacts } from "./proposal-facts";

/** What is proposed for each grant in force, by verdict in their order and then by server and operation. */
export function propose(facts: ProposalFacts): GrantProposal[] {
  const inForce = grantsInForce(facts);
  const period = new Covered(facts.cells, inForce);
  const year = new Covered(facts.year, inForce);
  return inForce
    .map((grant) => proposalFor(grant, { facts, period, year }))
    .sort((one, other) => compare(orderOf(one), orderOf(other)));
}

/** Calls that are blocked once all the chosen grants are gone together. */
export function blockedTogether(facts: ProposalFacts, chosen: ReadonlySet<string>): number {
  const inForce = grantsInForce(facts);
  const left = new Covered(
    facts.cells,
    inForce.filter(({ id }) => !chosen.has(id)),
  );
  const gone = inForce.filter(({ id }) => chosen.has(id));
  const cells = new Set(gone.flatMap((grant) => left.cellsOf(grant)));
  return sum([...cells].filter((cell) => left.grantsOn(cell) === 0).map(({ used }) => used));
}

/** What was used, or is enforced, and stands in no grant that is in force: the most used first. */
export function uncovered(cells: readonly UseCell[]): Uncovered[] {
  return cells
    .filter(({ granted, used, enforced }) => !granted && (used > 0 || enforced === "yes"))
    .map((cell) => ({
      id: `${cell.principal.id} ${cell.operation.id} ${cell.environment}`,
      principal: cell.principal.label,
      server: cell.operation.server,
      operation: cell.operation.operation,
      environment: cell.environment,
      enforced: cell.enforced,
      used: cell.used,
      lastUsedAt: isoOf(cell.lastUsedAt),
    }))
    .sort((one, other) => other.used - one.used || compare(one.id, other.id));
}

type Surroundings = { facts: ProposalFacts; period: Covered; year: Covered };

function proposalFor(grant: GrantFact, { facts, period, year }: Surroundings): GrantProposal {
  const cells = period.cellsOf(grant);
  const [first] = cells;
  const used = cells.filter((cell) => cell.used > 0);
  const blocked = period.blockedBy(grant);
  return {
    id: grant.id,
    keyId: grant.keyId,
    key: first?.principal.label ?? grant.keyId,
    publicId: first?.principal.publicId ?? "",
    environment: grant.environment,
    serverId: grant.serverId,
    server: grant.server,
    operationId: grant.operationId,
    operation:
      grant.operationId === null ? null : (first?.operation.operation ?? grant.operationId),
    access: grant.operationId === null ? null : (first?.operation.access ?? null),
    purpose: grant.purpose,
    fromAt: isoOf(grant.fromAt) ?? "",
    until: isoOf(grant.until),
    covers: cells.length,
    enforced: enforcedOf(cells),
    used: sum(used.map((cell) => cell.used)),
    usedOperations: used
      .map(({ operation, used: calls }) => ({
        id: operation.operationId ?? "",
        name: operation.operation,
        calls,
      }))
      .sort((one, other) => other.calls - one.calls || compare(one.name, other.name)),
    lastUsedAt: isoOf(latest(year.cellsOf(grant))),
    ...judged(grant, cells, facts),
    blocked,
    blockedYear: Math.max(blocked, year.blockedBy(grant)),
  };
}

function enforcedOf(cells: readonly UseCell[]): Enforced {
  if (cells.some(({ enforced }) => enforced === "unknown")) return "unknown";
  return cells.some(({ enforced }) => enforced === "yes") ? "yes" : "no";
}

function orderOf({ verdict, server, operation, environment, publicId, id }: GrantProposal): string {
  return [VERDICTS.indexOf(verdict), server, operation ?? "", environment, publicId, id].join("\t");
}

function latest(cells: readonly UseCell[]): number | null {
  const times = cells.flatMap(({ lastUsedAt }) => (lastUsedAt === null ? [] : [lastUsedAt]));
  return times.length === 0 ? null : Math.max(...times);
}

function isoOf(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
