import type { CellSpace } from "./cell-space";
import type { GrantRow, OperationRow } from "./facts-rows";
import { IntervalList } from "./intervals";

/** It is for every operation of its server. */
export const WILD = 1;
/** A change record says that it was given as it stands. */
export const GIVEN = 2;
/** It was ended before its date, and a change record says so; or it was not. */
export const END_TOLD = 4;
/** It ended, or will, by its date. */
export const BY_DATE = 8;

/** Grants on the cells that they are for; wildcards on each operation while it was registered. */
export function grantIntervals(space: CellSpace, grants: readonly GrantRow[]): IntervalList {
  const list = new IntervalList();
  for (const [row, grant] of grants.entries()) {
    const principal = space.keyPrincipal(grant.keyId);
    const environment = space.environment(grant.environment);
    const to = Math.min(grant.until ?? Infinity, grant.ended ?? Infinity);
    if (grant.operationId !== null) {
      const cell = space.cell(principal, columnOf(space, grant, grant.operationId), environment);
      list.add(cell, grant.from, to, row, bitsOf(grant, to));
      continue;
    }
    for (const operation of space.directory.operationsOf.get(grant.serverId) ?? []) {
      const cell = space.cell(principal, space.operationColumn(operation), environment);
      const [from, until] = within(operation, grant.from, to);
      list.add(cell, from, until, row, WILD | bitsOf(grant, until));
    }
  }
  return list;
}

/** The part of a time in which an operation was registered. */
export function within(
  { registeredAt, retiredAt }: OperationRow,
  from: number,
  to: number,
): [from: number, to: number] {
  return [Math.max(from, registeredAt), Math.min(to, retiredAt ?? Infinity)];
}

function columnOf(space: CellSpace, { serverId }: GrantRow, operationId: string): number {
  const operation = space.directory.operationById.get(operationId);
  if (operation) return space.operationColumn(operation);
  return space.strangeColumn(
    space.directory.serverById.get(serverId) ?? null,
    serverId,
    operationId,
  );
}

function bitsOf({ until, ended, given, endTold }: GrantRow, to: number): number {
  const byDate = until !== null && to === until;
  return (given ? GIVEN : 0) | (ended === null || endTold ? END_TOLD : 0) | (byDate ? BY_DATE : 0);
}
