import type { SnapshotLine } from "../snapshot-view";
import { accessFlags, type FlagFacts } from "./access-flags";
import { type Cell, type Cells, EVERY } from "./cells";
import { type Directory, order } from "./directory";
import { type Enforcement, type Enforcements, standsFor } from "./enforcement";
import type { EnforcedFact, GrantFact, OperationFact, SourceFact } from "./facts";
import { accessMeaning } from "./meaning";
import { agentOf, iso, isoOrNull, type RawLine, serverOf } from "./raw-line";
import { sumOfUses, type Usage, type Use } from "./usage";

export type AccessFacts = FlagFacts & {
  readonly directory: Directory;
  readonly enforcements: Enforcements;
  readonly usage: Usage;
  readonly sources: ReadonlyMap<string, SourceFact>;
  /** The newest grant that is over, by the key of the line. */
  readonly ended: ReadonlyMap<string, GrantFact>;
};

/** Every access that was granted or is enforced. What a granted wildcard holds already is beneath it. */
export function accessLines(cells: Cells, facts: AccessFacts): RawLine[] {
  const beneath = heldByWildcards(cells, facts.enforcements);
  return [...cells.values()]
    .filter((cell) => !beneath.has(cell))
    .map((cell) => lineOf(cell, facts));
}

/** Enforced places that are no lines of their own. */
export function heldByWildcards(cells: Cells, enforcements: Enforcements): ReadonlySet<Cell> {
  const wildcards = [...cells.values()].filter(
    ({ operation, grants }) => operation.id === EVERY && grants.length > 0,
  );
  const within = wildcards.flatMap((wildcard) => enforcements.within(wildcard));
  return new Set(within.filter(({ grants }) => grants.length === 0));
}

function lineOf(cell: Cell, facts: AccessFacts): RawLine {
  const { principal, server, environment } = cell;
  const { key, agent } = principal;
  const enforcement = facts.enforcements.of(cell);
  const parts = partsOf(cell, facts);
  const use = usedBy(cell, parts, facts);
  const ended = facts.ended.get(cell.line) ?? null;
  const ownerId = agent?.ownerId ?? key?.ownerId ?? null;
  const shown = cell.grants.length > 0 || ended === null ? cell.grants : [ended];
  return {
    line: cell.line,
    kind: "access",
    principal: principalOf(cell),
    agent: agentOf(agent),
    ownerId,
    server: serverOf(server.server, server.text),
    operation: operationOf(cell, parts),
    environment,
    parts: parts.map(({ operation: { id, name }, use: { calls } }) => ({ id, name, calls })),
    meaning: accessMeaning(cell, parts.length, enforcement.enforced),
    purpose: purposeOf(cell, ended),
    conditions: conditionsOf(cell.grants, enforcement.by),
    grants: shown.map(grantOf),
    enforced: enforcement.enforced,
    enforcedBy: enforcedBy(enforcement, facts.sources),
    lastUsedAt: isoOrNull(use.lastAt),
    calls: use.calls,
    denied: use.denied,
    flags: accessFlags({ cell, enforcement, use, ended, ownerId }, facts),
  };
}

type Part = { readonly operation: OperationFact; readonly use: Use };

/** The operations that a wildcard stands for today. */
function partsOf(cell: Cell, { directory, usage }: AccessFacts): Part[] {
  const { server, operation } = cell;
  if (!operation.text.endsWith(EVERY) || server.server === null) return [];
  const all = directory.operationsOf.get(server.server.id) ?? [];
  return all
    .filter(({ name }) => standsFor(cell, name))
    .map((each) => ({ operation: each, use: usage.ofPart(cell, each.id) }));
}

function usedBy(cell: Cell, parts: readonly Part[], { usage }: AccessFacts): Use {
  const own = usage.of(cell);
  return cell.operation.id === EVERY ? own : sumOfUses([own, ...parts.map(({ use }) => use)]);
}

function principalOf({ principal: { id, text, key, agent } }: Cell): SnapshotLine["principal"] {
  if (key) return { kind: "key", id: key.id, label: key.label, detail: key.publicId };
  if (agent) return { kind: "agent", id: agent.id, label: agent.name, detail: agent.slug };
  const isKey = id.startsWith("key:");
  return isKey
    ? { kind: "key", id: id.slice("key:".length), label: text, detail: "" }
    : { kind: "unknown", id, label: text, detail: "" };
}

function operationOf({ operation }: Cell, parts: readonly Part[]): SnapshotLine["operation"] {
  const known = operation.operation;
  if (known) {
    const dataClasses = known.dataClasses.toSorted(order);
    return { id: known.id, name: known.name, access: known.access, dataClasses };
  }
  const dataClasses = new Set(parts.flatMap((part) => part.operation.dataClasses));
  return {
    ...{ id: null, name: operation.text, access: null },
    dataClasses: [...dataClasses].sort(order),
  };
}

function purposeOf({ grants, principal }: Cell, ended: GrantFact | null): string {
  const granted = grants.length > 0 ? grants : [ended].filter((each) => each !== null);
  const purposes = new Set(granted.map(({ purpose }) => purpose).filter((text) => text !== ""));
  if (purposes.size > 0) return [...purposes].join("; ");
  return principal.key?.purpose ?? principal.agent?.purpose ?? "";
}

function conditionsOf(grants: readonly GrantFact[], enforced: readonly EnforcedFact[]): string {
  const measures = grants.flatMap((grant) => grant.measures ?? []);
  const stated = enforced.map(({ conditions }) => conditions);
  return [...new Set([...measures, ...stated])].filter((text) => text !== "").join("; ");
}

function grantOf(grant: GrantFact): SnapshotLine["grants"][number] {
  const { id, kind, fromAt, until, endedAt, requestedById, approvedById, approvedAt } = grant;
  return {
    ...{ id, kind, fromAt: iso(fromAt), until: isoOrNull(until), endedAt: isoOrNull(endedAt) },
    ...{ requestedById, approvedById, approvedAt: iso(approvedAt), requestId: grant.requestId },
  };
}

/** One entry a source: since when, and the version of its policy that still says so. */
function enforcedBy(
  { by }: Enforcement,
  sources: ReadonlyMap<string, SourceFact>,
): SnapshotLine["enforcedBy"] {
  const bySource = Map.groupBy(by, ({ sourceId }) => sourceId);
  return [...bySource]
    .sort(([one], [other]) => order(one, other))
    .flatMap(([sourceId, lines]) => {
      const source = sources.get(sourceId);
      if (!source || source.policyId === null || source.version === null) return [];
      const since = iso(Math.min(...lines.map(({ fromAt }) => fromAt)));
      return [{ sourceId, policyId: source.policyId, version: source.version, since }];
    });
}
