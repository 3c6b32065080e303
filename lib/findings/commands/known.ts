import "server-only";
import type { Tx } from "@/lib/change-log/transact";
import type { read } from "@/lib/db/read";
import type { Raised } from "../detectors/detector";
import { examplesOf } from "../facts/examples";
import type { Known } from "../grouping";
import { severityOf } from "../labels";

const KNOWN_MAX = 5_000;

type Reader = Pick<Tx | ReturnType<typeof read>, "finding">;

const listed = {
  ...{ id: true, groupKey: true, severity: true, lastAt: true },
  ...{ clearedAt: true, closedAt: true, verdict: true },
} as const;

/**
 * Everything that is open of a detector, and of each of these groups the finding that was closed last; at most 5,000
 * of either.
 */
export async function knownOf(
  from: Reader,
  detector: string,
  raised: readonly Raised[],
): Promise<Known[]> {
  const open = await from.finding.findMany({
    where: { detector, state: { not: "closed" } },
    select: listed,
    orderBy: { id: "asc" },
    take: KNOWN_MAX,
  });
  const closed = await from.finding.findMany({
    where: {
      ...{ detector, state: "closed" },
      groupKey: { in: raised.map(({ groupKey }) => groupKey) },
    },
    select: listed,
    orderBy: [{ closedAt: "desc" }, { id: "asc" }],
    take: KNOWN_MAX,
  });
  const newest = new Map(closed.toReversed().map((row) => [row.groupKey, row]));
  return [...open, ...newest.values()].map((row) => ({
    ...row,
    severity: severityOf(row.severity),
  }));
}

/** What is new gets positions in the ledger to look at. */
export async function withExamples(
  raised: readonly Raised[],
  open: ReadonlySet<string>,
): Promise<Raised[]> {
  const shown: Raised[] = [];
  for (const one of raised) {
    const { calls, explanation, groupKey } = one;
    const examples = calls && !open.has(groupKey) ? await examplesOf(calls) : [];
    const evidence = [...explanation.evidence, ...examples];
    shown.push({ ...one, explanation: { ...explanation, evidence } });
  }
  return shown;
}
