import "server-only";
import { ROLES } from "@/lib/auth/permissions";
import { permissionsOf } from "@/lib/auth/role-grants";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { notify } from "@/lib/notify/notify";
import { type KeyNoticeWords, noticesOf } from "../notice";
import { noticesTold } from "../notice-queries";
import { peopleOf } from "../people";
import { partiesOf } from "../policy";
import { type KeyEntry, registerAt } from "../register";
import { loadKey } from "./key-row";

const RUN_MAX = 500;

/**
 * Tells who answers for a key, and compliance, what must be done with it: it becomes or is too old, somebody who knew it left, it was
 * used after its end. Once each. At most 500 a run, the gravest first.
 */
export async function remindOfKeys(ctx: CommandContext): Promise<void> {
  const { entries, rules } = await registerAt(ctx.actor, ctx.now);
  const told = await noticesTold();
  const due = entries
    .flatMap((entry) => noticesOf(entry, rules).map((notice) => ({ entry, notice })))
    .filter(({ entry, notice }) => !told.has(`${entry.key.id} ${notice.about}`))
    .sort((one, other) => one.notice.rank - other.notice.rank);
  for (const { entry, notice } of due.slice(0, RUN_MAX)) await tellOnce(ctx, entry, notice);
}

async function tellOnce(ctx: CommandContext, { key }: KeyEntry, notice: KeyNoticeWords) {
  await transact(ctx, async (tx, record) => {
    const current = await loadKey(tx, ctx.actor, key.id);
    await tx.keyNotice.createMany({
      data: [{ keyId: key.id, about: notice.about, toldAt: ctx.now }],
    });
    await record({
      action: "key.reminded",
      subjectId: key.id,
      before: current,
      after: current,
      reason: notice.title,
    });
    const people = [...partiesOf(await peopleOf(tx, current)), ...(await officers(tx))];
    const { title, body } = notice;
    await notify(tx, record, ctx, {
      personIds: await hereAmong(tx, people),
      kind: "key.reminder",
      title,
      body,
      link: `/keys/${key.id}`,
    });
  });
}

async function officers(tx: Tx): Promise<string[]> {
  const roles = ROLES.filter((role) => permissionsOf(role).includes("key:manage-all"));
  const people = await tx.person.findMany({
    where: { deactivatedAt: null, roles: { hasSome: roles } },
    select: { id: true },
    orderBy: [{ joinedAt: "asc" }, { id: "asc" }],
    take: 500,
  });
  return people.map(({ id }) => id);
}

async function hereAmong(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const here = await tx.person.findMany({
    where: { id: { in: [...new Set(ids)] }, deactivatedAt: null },
    select: { id: true },
    orderBy: { id: "asc" },
    take: ids.length,
  });
  return here.map(({ id }) => id);
}
