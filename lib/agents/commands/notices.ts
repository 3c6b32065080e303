import "server-only";
import { ROLES } from "@/lib/auth/permissions";
import { permissionsOf } from "@/lib/auth/role-grants";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { notify } from "@/lib/notify/notify";
import { policyInForce } from "@/lib/settings/policies";
import { leaverWords, type Notice, reviewNotice } from "../notice";
import { listAgentsWithLeavers, listReviewsDue } from "../notice-queries";
import { agentsSettings } from "../settings";
import { loadAgent } from "./agent-row";

/**
 * Tells owner and compliance of reviews that are due within the warning time of the policy, and again
 * once they are overdue: once each per due date. At most 500 agents a run, the most urgent first.
 */
export async function tellReviewsDue(ctx: CommandContext): Promise<void> {
  const { values } = await policyInForce(agentsSettings, ctx.now);
  for (const agent of await listReviewsDue(ctx.actor, ctx.now, values.reviewWarningDays)) {
    await tellOnce(ctx, agent.id, reviewNotice(agent, ctx.now));
  }
}

/**
 * Tells compliance and the others an agent names when its owner, sponsor or successor has left, once
 * per person who left, and proposes the successor as the new owner (G1). At most 500 a run.
 */
export async function tellOwnerless(ctx: CommandContext): Promise<void> {
  for (const { agentId, personId } of await listAgentsWithLeavers(ctx.actor)) {
    await tellOnce(ctx, agentId, (agent) => leaverWords(agent, personId));
  }
}

type Agent = Awaited<ReturnType<typeof loadAgent>>;

async function tellOnce(
  ctx: CommandContext,
  agentId: string,
  noticeOf: (agent: Agent) => Notice | null,
): Promise<void> {
  await transact(ctx, async (tx, record) => {
    const agent = await loadAgent(tx, ctx.actor, agentId);
    const notice = noticeOf(agent);
    if (!notice) throw changed();
    const [told] = await tx.agentNotice.createManyAndReturn({
      data: [{ agentId, about: notice.about, toldAt: ctx.now }],
      skipDuplicates: true,
    });
    if (!told) throw changed();
    await record({
      action: "agent.reminded",
      subjectId: agentId,
      before: agent,
      after: agent,
      reason: notice.title,
    });
    const { people, kind, title, body } = notice;
    const personIds = [...new Set([...people, ...(await complianceIds(tx))])];
    await notify(tx, record, ctx, { personIds, kind, title, body, link: `/agents/${agent.slug}` });
  });
}

async function complianceIds(tx: Tx): Promise<string[]> {
  const roles = ROLES.filter((role) => permissionsOf(role).includes("agent:edit-all"));
  const people = await tx.person.findMany({
    where: { deactivatedAt: null, roles: { hasSome: roles } },
    select: { id: true },
    orderBy: [{ joinedAt: "asc" }, { id: "asc" }],
    take: 500,
  });
  return people.map(({ id }) => id);
}

function changed(): AppError {
  return new AppError("conflict", "This agent changed while people were told about it.");
}
