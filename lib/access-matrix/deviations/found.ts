// From the flags of the matrix to differences that last, one for what has one cause. Pure: the same matrix, the same list.
import { createHash } from "node:crypto";
import type { Matrix } from "../matrix/evaluate";
import { type Cause, causeOf } from "./cause";
import { CellFacts } from "./cell-facts";
import { DEVIATION_KINDS, type DeviationKind } from "./deviation-labels";
import { usedSince } from "./since";

/** A difference as it stands at the instant. `since`: milliseconds since 1970. */
export type FoundDeviation = {
  readonly mark: string;
  readonly kind: DeviationKind;
  readonly sourceId: string | null;
  readonly keyId: string | null;
  readonly agentId: string | null;
  readonly serverId: string | null;
  readonly operationId: string | null;
  readonly principal: string;
  readonly server: string;
  readonly operation: string;
  readonly environment: string;
  readonly detail: string;
  readonly since: number;
};

/** `held`: marks of which nobody can say now whether they last, because no source has spoken lately. They are not over. */
export type Comparison = {
  readonly found: readonly FoundDeviation[];
  readonly held: ReadonlySet<string>;
};

/** `unmatchedMs`: how long a gateway may take to follow a grant or its end. */
export function deviationsOf(matrix: Matrix, rule: { unmatchedMs: number }): Comparison {
  const flagged = new Set([...matrix.present].filter((cell) => (matrix.flags[cell] ?? 0) !== 0));
  const facts = new CellFacts(matrix, usedSince(matrix, flagged), rule.unmatchedMs);
  const found = new Map<string, { one: FoundDeviation; cells: number }>();
  const held = new Set<string>();
  for (const cell of flagged) {
    for (const { kind, stands } of kindsOf(facts, cell)) {
      const one = toDeviation(facts, cell, kind);
      if (stands === "yes") merge(found, one);
      else held.add(one.mark);
    }
  }
  return { found: [...found.values()].map(told), held };
}

function kindsOf(facts: CellFacts, cell: number) {
  return DEVIATION_KINDS.map((kind) => ({ kind, stands: facts.stands(cell, kind) })).filter(
    ({ stands }) => stands !== "no",
  );
}

function merge(
  found: Map<string, { one: FoundDeviation; cells: number }>,
  one: FoundDeviation,
): void {
  const known = found.get(one.mark);
  if (!known) found.set(one.mark, { one, cells: 1 });
  else {
    known.cells += 1;
    if (one.since < known.one.since) known.one = one;
  }
}

function told({ one, cells }: { one: FoundDeviation; cells: number }): FoundDeviation {
  if (cells === 1) return one;
  return { ...one, detail: `${one.detail} It shows in ${cells.toLocaleString("en")} cells.` };
}

function toDeviation(facts: CellFacts, cell: number, kind: DeviationKind): FoundDeviation {
  const cause = causeOf(facts, cell, kind);
  const { principal } = facts.names(cell);
  const place = placeOf(facts, cell, cause);
  const { serverId, server, operation, environment } = place;
  const parts = [principal.id, cause.grantId ?? "", serverId ?? server, operation, environment];
  return {
    ...place,
    ...{ keyId: principal.key?.id ?? null, agentId: principal.agent?.id ?? null },
    ...{ kind, mark: `${kind}:${digestOf(parts)}`, principal: principal.text },
    ...{ sourceId: cause.sourceId, detail: cause.detail, since: cause.since },
  };
}

type Place = Pick<
  FoundDeviation,
  "serverId" | "operationId" | "server" | "operation" | "environment"
>;

function placeOf(facts: CellFacts, cell: number, cause: Cause): Place {
  const { column, environment } = facts.names(cell);
  if (cause.scope === "principal") {
    const nowhere = { serverId: null, operationId: null, server: "", operation: "" };
    return { ...nowhere, environment: cause.placed ? environment : "" };
  }
  return {
    serverId: column.server?.id ?? null,
    operationId: cause.scope === "cell" ? (column.operation?.id ?? null) : null,
    ...{ server: column.serverText, operation: cause.operation, environment },
  };
}

function digestOf(parts: readonly string[]): string {
  const text = parts.join("\u001f").toLowerCase();
  return createHash("sha256").update(text).digest("hex").slice(0, 40);
}
