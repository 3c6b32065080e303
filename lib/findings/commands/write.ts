import "server-only";
import { ROLES } from "@/lib/auth/permissions";
import { permissionsOf } from "@/lib/auth/role-grants";
import type { CommandContext, Recorder, Tx } from "@/lib/change-log/transact";
import { addDays } from "@/lib/core/clock";
import { notify } from "@/lib/notify/notify";
import type { Detector, Raised } from "../detectors/detector";
import type { Facts } from "../detectors/facts";
import { type Explanation, explanationOf } from "../explanation";
import { type Known, rank } from "../grouping";
import { SEVERITY_LABEL } from "../labels";
import { DUE_DAYS, type Rules } from "../settings";

type Raising = {
  raised: Raised;
  previousId: string | null;
  detector: Detector;
  facts: Facts;
  rules: Rules;
};

/** A new row, and whoever has to look is told of it. */
export async function raiseFinding(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { raised, previousId, detector, facts, rules }: Raising,
): Promise<void> {
  const { groupKey, severity, title, subject, firstAt, lastAt, explanation, gone } = raised;
  const after = await tx.finding.create({
    data: {
      ...{ detector: detector.id, detectorVersion: detector.version, groupKey, severity, title },
      ...{ subjectKind: subject?.kind ?? null, subjectId: subject?.id ?? null, explanation },
      ...{ firstAt, lastAt, raisedAt: ctx.now, previousId },
      dueAt: addDays(ctx.now, rules[DUE_DAYS[severity]]),
      clearedAt: gone ? ctx.now : null,
    },
  });
  await record({ action: "finding.raised", subjectId: after.id, before: null, after });
  if (severity === "info" || detector.toldBy) return;
  const owner = facts.agents.find(({ id }) => subject?.kind === "agent" && id === subject.id);
  const personIds = [...(await complianceIds(tx)), ...(owner ? [owner.ownerId] : [])];
  // What callers call themselves stays inside: the words go out by e-mail and webhook.
  await notify(tx, record, ctx, {
    personIds: [...new Set(personIds)],
    kind: "finding.raised",
    title: `${SEVERITY_LABEL[severity]} finding: ${detector.title}`,
    body: `${detector.means} ${previousId === null ? "" : "It was closed before and has come back. "}Look at it and triage it.`,
    link: `/findings/${after.id}`,
  });
}

/** The same thing again: counted, with the newest explanation. What a person wrote about it stays. */
export async function repeatFinding(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { known, raised, detector }: { known: Known; raised: Raised; detector: Detector },
): Promise<void> {
  const before = await tx.finding.findUniqueOrThrow({ where: { id: known.id } });
  const { title, explanation, lastAt, gone } = raised;
  const worse = rank(raised.severity) < rank(known.severity);
  const after = await tx.finding.update({
    where: { id: known.id },
    data: {
      ...{ title, explanation: withOlderEvidence(explanation, before.explanation) },
      ...{ detectorVersion: detector.version, times: { increment: 1 } },
      lastAt: new Date(Math.max(lastAt.getTime(), before.lastAt.getTime())),
      severity: worse ? raised.severity : known.severity,
      clearedAt: gone ? (before.clearedAt ?? ctx.now) : null,
    },
  });
  await record({ action: "finding.repeated", subjectId: known.id, before, after });
}

// Positions in the ledger that were shown once stay shown.
function withOlderEvidence(explanation: Explanation, stored: unknown): Explanation {
  const shown = new Set(explanation.evidence.map(({ href }) => href));
  const older = explanationOf(stored).evidence.filter(
    ({ href }) => href.startsWith("/ledger/entries/") && !shown.has(href),
  );
  return { ...explanation, evidence: [...explanation.evidence, ...older].slice(0, EVIDENCE_MAX) };
}

const EVIDENCE_MAX = 50;

/** Its cause is gone: a person still says what it was. */
export async function clearFinding(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  id: string,
): Promise<void> {
  const before = await tx.finding.findUniqueOrThrow({ where: { id } });
  const after = await tx.finding.update({ where: { id }, data: { clearedAt: ctx.now } });
  await record({ action: "finding.cleared", subjectId: id, before, after });
}

async function complianceIds(tx: Tx): Promise<string[]> {
  const roles = ROLES.filter((role) => {
    const held = permissionsOf(role);
    return held.includes("finding:triage") && held.includes("change:read-all");
  });
  const people = await tx.person.findMany({
    where: { deactivatedAt: null, roles: { hasSome: roles } },
    select: { id: true },
    orderBy: [{ joinedAt: "asc" }, { id: "asc" }],
    take: 500,
  });
  return people.map(({ id }) => id);
}
