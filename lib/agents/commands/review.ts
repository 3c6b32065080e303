import "server-only";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { assertPossible } from "../policy";
import type { ConfirmReviewInput } from "../schema";
import { loadAgent, requesterId, reviewDueOn, writeAgent } from "./agent-row";
import type { Moved } from "./lifecycle";

/**
 * Records that a person looked at an agent again; the policy in force now says when the next look is
 * due. Errors: not_found, forbidden (also: its owner), conflict (status, or risk not assessed).
 */
export async function confirmReview(
  ctx: CommandContext,
  { agentId, note }: ConfirmReviewInput,
): Promise<Moved> {
  return transact(ctx, async (tx, record) => {
    const agent = await loadAgent(tx, ctx.actor, agentId);
    assertPossible("confirm-review", agent, ctx.actor);
    if (agent.riskClass === null) {
      throw new AppError(
        "conflict",
        "The risk of this agent is not assessed. Answer the questions first.",
      );
    }
    const reviewed = await writeAgent(tx, agent, {
      reviewedById: requesterId(ctx),
      reviewedAt: ctx.now,
      reviewDueOn: await reviewDueOn(tx, agent.riskClass, ctx.now),
    });
    await record({
      action: "agent.reviewed",
      subjectId: agent.id,
      before: agent,
      after: reviewed,
      reason: note,
    });
    return { id: reviewed.id, slug: reviewed.slug, name: reviewed.name };
  });
}
