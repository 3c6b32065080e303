// Principals, columns and cells in the words of matrix-view.ts.
import type { ColumnRef, PrincipalRef } from "./cell-space";
import { flagsIn } from "./cells-view";
import { f64, num, u8, u16 } from "./columns";
import type { Matrix } from "./evaluate";
import { isFresh } from "./judge-lines";
import type { Cell, CellRow, ColumnOp, Enforced, Principal, SourceFreshness } from "./matrix-view";
import { isRegistered, statusAt, whyInactive } from "./standing";

const ENFORCED: readonly Enforced[] = ["no", "yes", "unknown"];

export function principalView(ref: PrincipalRef, asOf: number): Principal {
  const { id, key, agent, text } = ref;
  const status = agent && statusAt(agent, asOf);
  return {
    id,
    kind: kindOf(id),
    label: key?.label ?? agent?.name ?? text,
    publicId: key?.publicId ?? null,
    keyKind: key?.kind ?? null,
    agentId: agent?.id ?? null,
    agentName: agent?.name ?? null,
    agentSlug: agent?.slug ?? null,
    agentStatus: status,
    environment: key?.environment ?? null,
    ownerId: key?.ownerId ?? agent?.ownerId ?? null,
    registered: isRegistered(ref, asOf),
    inactive: key && whyInactive(key, asOf),
  };
}

function kindOf(id: string): Principal["kind"] {
  if (id.startsWith("key:")) return "key";
  return id.startsWith("agent:") ? "agent" : "unknown";
}

export function columnView(ref: ColumnRef, asOf: number): ColumnOp {
  const { id, operation, server, serverText, text } = ref;
  const registered =
    operation !== null &&
    operation.registeredAt <= asOf &&
    (operation.retiredAt === null || asOf < operation.retiredAt);
  return {
    id,
    operationId: operation?.id ?? null,
    serverId: server?.id ?? null,
    serverSlug: server?.slug ?? null,
    server: server?.name ?? serverText,
    operation: text,
    access: operation?.access ?? null,
    dataClasses: operation?.dataClasses ?? [],
    registered,
  };
}

export function cellView(matrix: Matrix, cell: number): Cell {
  const { space } = matrix.index;
  const last = f64(matrix.last, cell);
  return {
    row: space.principals[num(space.principalOf, cell)]?.id ?? "",
    column: space.columns[num(space.columnOf, cell)]?.id ?? "",
    environment: space.environments[num(space.environmentOf, cell)] ?? "",
    granted: u8(matrix.granted, cell) === 1,
    enforced: ENFORCED[u8(matrix.enforced, cell)] ?? "unknown",
    used: f64(matrix.used, cell),
    denied: f64(matrix.denied, cell),
    lastUsedAt: last > 0 ? new Date(last).toISOString() : null,
    flags: flagsIn(u16(matrix.flags, cell)),
  };
}

/** A row of a list or a file. Errors: RangeError where there is no such cell. */
export function cellRow(matrix: Matrix, cell: number): CellRow {
  const { space } = matrix.index;
  const principal = space.principals[num(space.principalOf, cell)];
  const operation = space.columns[num(space.columnOf, cell)];
  if (!principal || !operation) throw new RangeError(`There is no cell ${cell}.`);
  const { asOf } = matrix.instant;
  return {
    ...cellView(matrix, cell),
    principal: principalView(principal, asOf),
    operation: columnView(operation, asOf),
  };
}

/** Every source that had said what it enforces by the instant of a matrix: one that spoke only later was not silent then. */
export function freshnessOf({ index, instant }: Matrix): SourceFreshness[] {
  return index.facts.sources.flatMap((source) => {
    const policy = source.policies.findLast(({ statedAt }) => statedAt <= instant.asOf);
    const said = source.statements.findLast((at) => at <= instant.asOf);
    if (said === undefined) return [];
    return {
      sourceId: source.id,
      name: source.name,
      statedAt: new Date(said).toISOString(),
      policyId: policy?.id ?? null,
      version: policy?.version ?? null,
      lines: policy?.lines ?? 0,
      fresh: isFresh(source, instant),
    };
  });
}
