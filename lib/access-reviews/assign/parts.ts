/** An assignment that holds now (its `until` is null), of a line. */
export type HeldAssignment = {
  readonly lineId: string | null;
  readonly stage: number;
  readonly personId: string;
  readonly how: string;
};

/** The newest decision of a line and stage, where it was not taken back. */
export type HeldDecision = { readonly personId: string; readonly decision: string };

/** A line as it stands in somebody's part. `decided` false also where the decision is of somebody who no longer has the line. */
export type PartLine = {
  readonly lineId: string;
  readonly stage: 1 | 2;
  readonly decided: boolean;
  readonly cannotJudge: boolean;
};

/**
 * Whose part a line is in: of everybody who has it, until one of them has decided it; then of that person alone. A decision of
 * somebody who no longer has the line stays in the record under their name, and is nobody's answer here (REV-21).
 */
export function partsOf(
  assignments: readonly HeldAssignment[],
  decisionOf: (lineId: string, stage: 1 | 2) => HeldDecision | undefined,
): Map<string, PartLine[]> {
  const parts = new Map<string, PartLine[]>();
  for (const { lineId, stage, people } of havingOf(assignments)) {
    const decision = decisionOf(lineId, stage);
    const own = decision !== undefined && people.has(decision.personId);
    const cannotJudge = own && decision.decision === "cannot-judge";
    for (const personId of own ? [decision.personId] : people) {
      const name = partName(personId, stage);
      const part = parts.get(name) ?? [];
      part.push({ lineId, stage, decided: own, cannotJudge });
      parts.set(name, part);
    }
  }
  return parts;
}

type Having = { readonly lineId: string; readonly stage: 1 | 2; readonly people: Set<string> };

function havingOf(assignments: readonly HeldAssignment[]): Iterable<Having> {
  const having = new Map<string, Having>();
  for (const { lineId, stage, personId } of assignments) {
    if (lineId === null || stage > 2) continue;
    const key = `${lineId}:${stage}`;
    const line = having.get(key) ?? { lineId, stage: stage === 2 ? 2 : 1, people: new Set() };
    line.people.add(personId);
    having.set(key, line);
  }
  return having.values();
}

/** How a part is named in the map of partsOf. */
export function partName(personId: string, stage: 1 | 2): string {
  return `${personId}:${stage}`;
}

/** Two where the snapshot says so, or where an exception put a second reviewer on the line. */
export function stagesOf(
  line: { readonly stages: number },
  assignments: readonly Pick<HeldAssignment, "stage">[],
): 1 | 2 {
  return line.stages > 1 || assignments.some(({ stage }) => stage === 2) ? 2 : 1;
}
