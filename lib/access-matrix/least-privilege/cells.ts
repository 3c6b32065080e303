// The cells of a matrix as objects: for one agent's few hundred, not for the picture of all.
import { DENIED_BIT, enforcedIn, GRANTED_BIT, type MatrixCells } from "../matrix/cells-view";
import type { ColumnOp, Enforced, Principal } from "../matrix/matrix-view";

export type UseCell = {
  readonly principal: Principal;
  readonly operation: ColumnOp;
  readonly environment: string;
  readonly granted: boolean;
  readonly enforced: Enforced;
  readonly used: number;
  readonly denied: boolean;
  /** Milliseconds since 1970; null: not in the period. */
  readonly lastUsedAt: number | null;
};

const SECOND_MS = 1_000;

export function* cellsIn(matrix: MatrixCells): Generator<UseCell> {
  const { head, starts } = matrix;
  for (const [nth, line] of head.lines.entries()) {
    const principal = head.principals[line.principal];
    const environment = head.environments[line.environment] ?? "";
    for (let at = starts[nth] ?? 0; principal && at < (starts[nth + 1] ?? 0); at += 1) {
      const operation = head.columns[matrix.column[at] ?? -1];
      if (operation) yield { principal, operation, environment, ...factsAt(matrix, at) };
    }
  }
}

function factsAt({ used, last, state }: MatrixCells, at: number) {
  const bits = state[at] ?? 0;
  const seconds = last[at] ?? 0;
  return {
    granted: (bits & GRANTED_BIT) !== 0,
    enforced: enforcedIn(bits),
    used: used[at] ?? 0,
    denied: (bits & DENIED_BIT) !== 0,
    lastUsedAt: seconds === 0 ? null : seconds * SECOND_MS,
  };
}
