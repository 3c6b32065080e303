import "server-only";
import { answerableId } from "@/lib/auth/actor";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { addDays, utcDay } from "@/lib/core/clock";
import { DISPOSE_FIELD_LABEL, DISPOSITION_LABEL, dispositionOf } from "../deviation-labels";
import { DISPOSED_DAYS_MAX } from "../deviation-limits";
import type { DisposeDeviationInput } from "../deviation-schema";

type Row = Awaited<ReturnType<Tx["deviation"]["findUniqueOrThrow"]>>;

/**
 * Explains or accepts a deviation until a day, or opens it again. It stays on the list. Nobody sets aside what is about
 * their own agent, key or server. Errors: forbidden (no person asks; one's own), not_found, conflict (over meanwhile, or somebody
 * said something else first), invalid_input (a day that is past, or too far).
 */
export async function disposeDeviation(ctx: CommandContext, input: DisposeDeviationInput) {
  const personId = answerableId(ctx.actor);
  if (personId === null)
    throw new AppError("forbidden", "Only a named person can dispose of a deviation.");
  const isOpened = input.disposition === "open";
  if (!isOpened) assertUntil(input.until, ctx.now);
  return transact(ctx, async (tx, record) => {
    const before = await loadStanding(tx, input);
    if (!isOpened) await assertNotOwn(tx, before, personId);
    const [after] = await tx.deviation.updateManyAndReturn({
      where: { id: before.id, version: before.version, clearedAt: null },
      data: {
        ...{ disposition: input.disposition, explanation: input.explanation },
        ...{ ticket: input.ticket || null, disposedById: personId, disposedAt: ctx.now },
        ...{ disposedUntil: isOpened ? null : input.until, version: before.version + 1 },
      },
    });
    if (!after)
      throw new AppError("conflict", "Somebody else changed this first. Reload the page.");
    const action = isOpened ? "deviation.reopened" : "deviation.disposed";
    await record({ action, subjectId: after.id, before, after, reason: input.explanation });
    return { id: after.id, disposition: input.disposition };
  });
}

async function loadStanding(tx: Tx, input: DisposeDeviationInput): Promise<Row> {
  const row = await tx.deviation.findUnique({ where: { id: input.deviationId } });
  if (!row) throw new AppError("not_found", "No such deviation.");
  if (row.version !== input.version) throw changedMeanwhile(input, row);
  if (row.clearedAt === null) return row;
  throw new AppError("conflict", "This deviation is over. There is nothing to dispose of.");
}

function assertUntil(until: Date | null, now: Date): void {
  const last = addDays(now, DISPOSED_DAYS_MAX);
  if (until !== null && until > now && until <= last) return;
  const says = `Give a day from today until ${utcDay(last)}.`;
  throw new AppError("invalid_input", {
    message: "Check the fields.",
    fieldErrors: { until: [says] },
  });
}

// G38: who answers for a thing does not judge what is wrong with it.
async function assertNotOwn(tx: Tx, { agentId, keyId, serverId }: Row, personId: string) {
  const [agents, keys, servers] = await Promise.all([
    agentId === null
      ? 0
      : tx.agent.count({
          where: {
            id: agentId,
            OR: [{ ownerId: personId }, { sponsorId: personId }, { successorId: personId }],
          },
        }),
    keyId === null
      ? 0
      : tx.key.count({ where: { id: keyId, OR: [{ ownerId: personId }, { personId }] } }),
    serverId === null ? 0 : tx.server.count({ where: { id: serverId, ownerId: personId } }),
  ]);
  if (agents + keys + servers === 0) return;
  const message =
    "This is about an agent, key or server of your own. Somebody else disposes of it.";
  throw new AppError("forbidden", message);
}

function changedMeanwhile(input: DisposeDeviationInput, row: Row): AppError {
  const theirs = dispositionOf(row.disposition);
  return new AppError("conflict", {
    message: "This deviation changed while the page was open.",
    conflict: [
      {
        ...{ field: "version", label: DISPOSE_FIELD_LABEL.version },
        ...{ mine: String(input.version), theirs: String(row.version) },
      },
      {
        ...{ field: "disposition", label: DISPOSE_FIELD_LABEL.disposition, theirsValue: theirs },
        ...{ mine: DISPOSITION_LABEL[input.disposition], theirs: DISPOSITION_LABEL[theirs] },
      },
      {
        ...{ field: "explanation", label: DISPOSE_FIELD_LABEL.explanation },
        ...{ mine: input.explanation, theirs: row.explanation ?? "" },
      },
      {
        ...{ field: "ticket", label: DISPOSE_FIELD_LABEL.ticket },
        ...{ mine: input.ticket, theirs: row.ticket ?? "" },
      },
    ].filter(({ mine, theirs: other }) => mine !== other),
  });
}
