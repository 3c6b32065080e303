import "server-only";
import { ROLES } from "@/lib/auth/permissions";
import { permissionsOf } from "@/lib/auth/role-grants";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { MINUTE_MS, utcText } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { notify } from "@/lib/notify/notify";
import { policyInForce } from "@/lib/settings/policies";
import { accessMatrixSettings } from "../settings";

const NOT_SEEN = "Not acknowledged in time.";
const NOT_JUDGED = "Not judged in time.";
const AT_ONCE = 200;

/**
 * Tells those who watch over emergencies, once each, that nobody acknowledged one in time and that nobody judged one in time
 * (CHG-09, SCN-18). At most 200 of each a run, the newest first.
 */
export async function watchEmergencies(ctx: CommandContext): Promise<void> {
  const { values } = await policyInForce(accessMatrixSettings, ctx.now);
  const seenBy = new Date(ctx.now.getTime() - values.emergencyAckMinutes * MINUTE_MS);
  const [unseen, unjudged] = await Promise.all([
    list({ acknowledgedAt: null, startedAt: { lte: seenBy } }),
    list({ decidedAt: null, approvalDueAt: { lt: ctx.now } }),
  ]);
  const told = await alreadyTold([...unseen, ...unjudged]);
  for (const { id } of unseen) if (!told.has(id + NOT_SEEN)) await tell(ctx, id, NOT_SEEN);
  for (const { id } of unjudged) if (!told.has(id + NOT_JUDGED)) await tell(ctx, id, NOT_JUDGED);
}

type Where = NonNullable<
  NonNullable<Parameters<ReturnType<typeof read>["emergencyAccess"]["findMany"]>[0]>["where"]
>;

async function list(where: Where) {
  return read().emergencyAccess.findMany({
    where,
    select: { id: true },
    orderBy: [{ startedAt: "desc" }, { id: "asc" }],
    take: AT_ONCE,
  });
}

async function alreadyTold(emergencies: readonly { id: string }[]): Promise<ReadonlySet<string>> {
  const told = await read().changeLogEntry.findMany({
    where: {
      action: "emergency.reminded",
      subjectKind: "emergency",
      subjectId: { in: emergencies.map(({ id }) => id) },
    },
    select: { subjectId: true, reason: true },
    take: AT_ONCE * 4,
  });
  return new Set(told.map(({ subjectId, reason }) => subjectId + reason));
}

async function tell(ctx: CommandContext, id: string, reason: string): Promise<void> {
  await transact(ctx, async (tx, record) => {
    const emergency = await tx.emergencyAccess.findUniqueOrThrow({ where: { id } });
    const action = "emergency.reminded";
    await record({ action, subjectId: id, before: emergency, after: emergency, reason });
    const { environment, startedAt, approvalDueAt } = emergency;
    await notify(tx, record, ctx, {
      personIds: await watchers(tx),
      kind: "emergency.reminded",
      title: `Emergency access (${environment}): ${reason.toLowerCase().replace(".", "")}`,
      body:
        reason === NOT_SEEN
          ? `It was taken ${utcText(startedAt)}, and the person on call has not acknowledged it.`
          : `It was taken ${utcText(startedAt)} and had to be judged by ${utcText(approvalDueAt)}.`,
      link: `/access-matrix/emergencies/${id}`,
    });
  });
}

async function watchers(tx: Tx): Promise<string[]> {
  const roles = ROLES.filter((role) => permissionsOf(role).includes("grant:decide"));
  const people = await tx.person.findMany({
    where: { deactivatedAt: null, roles: { hasSome: roles } },
    select: { id: true },
    orderBy: [{ joinedAt: "asc" }, { id: "asc" }],
    take: 500,
  });
  return people.map(({ id }) => id);
}
