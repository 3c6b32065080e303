import "server-only";
import { ROLES } from "@/lib/auth/permissions";
import { permissionsOf } from "@/lib/auth/role-grants";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { utcText } from "@/lib/core/clock";
import { isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import { notify } from "@/lib/notify/notify";
import type { RemediationRecord } from "../row";
import { readExpected } from "../stored-removal";

const WATCHERS = ROLES.filter((role) => permissionsOf(role).includes("review:verify"));
const AT_ONCE = 500;

/** Says that access that was taken away was used or allowed again, to those who answer for it and those who verify. */
export async function tellOfReopened(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  row: RemediationRecord,
): Promise<void> {
  await notify(tx, record, ctx, {
    personIds: await toldOf(tx, row),
    kind: "remediation.reopened",
    title: row.critical
      ? "Critical: access that was taken away is back"
      : "A removal of access is open again",
    body: row.reopenedBecause,
    link: `/access-reviews/removals?open=${row.id}`,
  });
}

/** Says, once each, that a removal is overdue. At most 500 a run, the oldest first. */
export async function tellOfOverdue(ctx: CommandContext): Promise<void> {
  const rows = await read().reviewRemediation.findMany({
    where: { state: { in: ["open", "reopened"] }, dueAt: { lt: ctx.now } },
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
    take: AT_ONCE,
  });
  const told = await read().reviewNotice.findMany({
    where: { about: { in: rows.map(aboutOf) } },
    select: { about: true },
  });
  const known = new Set(told.map(({ about }) => about));
  for (const row of rows) if (!known.has(aboutOf(row))) await tellOne(ctx, row);
}

// Once for each time that it was to be done by.
function aboutOf({ id, dueAt }: RemediationRecord): string {
  return `removal-overdue:${id}:${dueAt.toISOString()}`;
}

async function tellOne(ctx: CommandContext, { id }: RemediationRecord): Promise<void> {
  await transact(ctx, async (tx, record) => {
    const row = await tx.reviewRemediation.findUniqueOrThrow({ where: { id } }); // as it stands now is what is recorded
    const personIds = await toldOf(tx, row);
    const about = { reviewId: row.reviewId, about: aboutOf(row), toldAt: ctx.now };
    await tx.reviewNotice.createMany({
      data: personIds.map((personId) => ({ ...about, personId })),
      skipDuplicates: true,
    });
    const change = { action: "remediation.advanced", subjectId: row.id, before: row, after: row };
    await record({ ...change, action: "remediation.advanced", reason: "It is overdue." });
    await notify(tx, record, ctx, {
      personIds,
      kind: "remediation.overdue",
      title: "A removal of access is overdue",
      body: `It was to be gone by ${utcText(row.dueAt)}. ${row.standing}`.trim(),
      link: `/access-reviews/removals?open=${row.id}`,
    });
  });
}

/** Who answers for a removal: the owner of the review, the owner and deputy of the server, and who verifies. */
async function toldOf(tx: Tx, row: RemediationRecord): Promise<string[]> {
  const expected = readExpected(row.expected);
  const serverId = expected && "server" in expected ? expected.server : null;
  const [review, server, watchers] = [
    await tx.accessReview.findUniqueOrThrow({
      where: { id: row.reviewId },
      select: { ownerId: true },
    }),
    serverId && isUuid(serverId)
      ? await tx.server.findUnique({
          where: { id: serverId },
          select: { ownerId: true, deputyId: true },
        })
      : null,
    await tx.person.findMany({
      where: { roles: { hasSome: WATCHERS }, deactivatedAt: null },
      select: { id: true },
      orderBy: { id: "asc" },
      take: AT_ONCE,
    }),
  ];
  const ids = [review.ownerId, server?.ownerId, server?.deputyId, ...watchers.map(({ id }) => id)];
  return [...new Set(ids.flatMap((id) => id ?? []))];
}
