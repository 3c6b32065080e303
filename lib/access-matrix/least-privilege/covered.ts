import type { UseCell } from "./cells";
import type { GrantFact } from "./proposal-facts";

/** Which cells a grant stands for, and how many grants stand for a cell. */
export class Covered {
  readonly #byOperation = new Map<string, UseCell>();
  readonly #byServer: Map<string, UseCell[]>;
  readonly #count = new Map<UseCell, number>();

  constructor(cells: readonly UseCell[], inForce: readonly GrantFact[]) {
    const own = cells.filter(({ principal }) => principal.kind === "key");
    for (const cell of own) {
      this.#byOperation.set(
        mark(keyIdOf(cell), cell.environment, cell.operation.operationId),
        cell,
      );
    }
    // A wildcard stands for what was registered: those are the cells that are granted.
    this.#byServer = Map.groupBy(
      own.filter(({ granted, operation }) => granted && operation.operationId !== null),
      (cell) => mark(keyIdOf(cell), cell.environment, cell.operation.serverId),
    );
    for (const cell of inForce.flatMap((grant) => this.cellsOf(grant))) {
      this.#count.set(cell, this.grantsOn(cell) + 1);
    }
  }

  cellsOf({ keyId, environment, serverId, operationId }: GrantFact): readonly UseCell[] {
    if (operationId === null) return this.#byServer.get(mark(keyId, environment, serverId)) ?? [];
    const cell = this.#byOperation.get(mark(keyId, environment, operationId));
    return cell ? [cell] : [];
  }

  grantsOn(cell: UseCell): number {
    return this.#count.get(cell) ?? 0;
  }

  /** Calls that no other grant allows. */
  blockedBy(grant: GrantFact): number {
    const alone = this.cellsOf(grant).filter((cell) => this.grantsOn(cell) === 1);
    return sum(alone.map(({ used }) => used));
  }
}

function keyIdOf({ principal }: UseCell): string {
  return principal.id.slice("key:".length);
}

function mark(...parts: readonly (string | null)[]): string {
  return parts.join(" ");
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
