import "server-only";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { addDays, utcDay } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { notify } from "@/lib/notify/notify";
import { policyInForce } from "@/lib/settings/policies";
import { inForce, whereInForce } from "../grants/in-force";
import { accessMatrixSettings } from "../settings";
import { endGrant } from "./give-grant";

const AT_ONCE = 1_000;
const RETIRED = "The agent was retired (CHG-12).";

/** Ends what is still granted to agents that were retired: their decommission leaves nothing behind (CHG-12). At most 1,000 a run. */
export async function closeRetired(ctx: CommandContext): Promise<void> {
  const agents = await read().agent.findMany({
    where: { status: "RETIRED" },
    select: { id: true },
    orderBy: { id: "asc" },
    take: 5_000,
  });
  const keys = await read().key.findMany({
    where: { agentId: { in: agents.map(({ id }) => id) } },
    select: { id: true },
    orderBy: { id: "asc" },
    take: 5_000,
  });
  const grants = await read().grant.findMany({
    where: { keyId: { in: keys.map(({ id }) => id) }, ...whereInForce(ctx.now) },
    select: { id: true },
    orderBy: { id: "asc" },
    take: AT_ONCE,
  });
  for (const { id } of grants) await close(ctx, id);
}

async function close(ctx: CommandContext, id: string): Promise<void> {
  await transact(ctx, async (tx, record) => {
    const grant = await tx.grant.findUniqueOrThrow({ where: { id } });
    await endGrant(tx, record, ctx, grant, { reason: RETIRED });
  });
}

/**
 * Tells owners of agents, once per grant, that what they were granted ends within the days of the policy: one message per
 * agent. At most 1,000 grants a run.
 */
export async function tellEndings(ctx: CommandContext): Promise<void> {
  const { values } = await policyInForce(accessMatrixSettings, ctx.now);
  const ending = await read().grant.findMany({
    where: {
      ...whereInForce(ctx.now),
      until: { gt: ctx.now, lte: addDays(ctx.now, values.endsSoonDays) },
      kind: { not: "emergency" },
    },
    select: { id: true, keyId: true },
    orderBy: [{ until: "asc" }, { id: "asc" }],
    take: AT_ONCE,
  });
  const told = await read().changeLogEntry.findMany({
    where: {
      action: "grant.reminded",
      subjectKind: "grant",
      subjectId: { in: ending.map(({ id }) => id) },
    },
    select: { subjectId: true },
    take: AT_ONCE * 2,
  });
  const known = new Set(told.map(({ subjectId }) => subjectId));
  const byKey = Map.groupBy(
    ending.filter(({ id }) => !known.has(id)),
    ({ keyId }) => keyId,
  );
  for (const [keyId, grants] of byKey) {
    await tell(ctx, keyId, new Set(grants.map(({ id }) => id)));
  }
}

async function tell(ctx: CommandContext, keyId: string, ids: ReadonlySet<string>): Promise<void> {
  await transact(ctx, async (tx, record) => {
    const key = await tx.key.findUniqueOrThrow({ where: { id: keyId } });
    const agent = key.agentId && (await tx.agent.findUnique({ where: { id: key.agentId } }));
    const grants = await tx.grant.findMany({
      where: { id: { in: [...ids] } },
      orderBy: [{ until: "asc" }, { id: "asc" }],
      take: ids.size,
    });
    const first = grants.find((grant) => inForce(grant, ctx.now));
    for (const grant of grants) {
      const action = "grant.reminded";
      await record({ action, subjectId: grant.id, before: grant, after: grant });
    }
    const owners = [key.ownerId, ...(agent ? [agent.ownerId] : [])];
    const count = grants.length === 1 ? "1 grant" : `${grants.length} grants`;
    await notify(tx, record, ctx, {
      personIds: [...new Set(owners)],
      kind: "grant.ends-soon",
      title: `${count} of ${agent ? agent.name : key.label} will end`,
      body: `The first ends ${utcDay(first?.until ?? ctx.now)}. Ask for it anew if it is still needed; otherwise it ends by itself.`,
      link: `/access-matrix/grants?key=${keyId}&show=ends-soon`,
    });
  });
}
