import "server-only";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { contentOf, inputOf } from "../content";
import { assertSound } from "../content-rules";
import { assertPossible } from "../policy";
import type { HandOverInput } from "../schema";
import { assertCurrent, loadAgent, lockRegistry } from "./agent-row";
import { carryEdit, type EditOutcome } from "./edit";

/**
 * Asks that somebody else owns an agent, with a new successor: what follows when an owner leaves.
 * Another person than the old and new owner approves it. Errors: not_found, forbidden, conflict,
 * invalid_input (people who have left, the same person twice).
 */
export async function handOver(
  ctx: CommandContext,
  { agentId, version, reason, ownerId, successorId }: HandOverInput,
): Promise<EditOutcome> {
  return transact(ctx, async (tx, record) => {
    await lockRegistry(tx);
    const agent = await loadAgent(tx, ctx.actor, agentId);
    assertPossible("hand-over", agent, ctx.actor);
    const wished = { ...inputOf(contentOf(agent)), ownerId, successorId };
    await assertCurrent(tx, agent, wished, version);
    if (agent.ownerId === ownerId) {
      const fieldErrors = { ownerId: ["This person owns it already. Choose somebody else."] };
      throw new AppError("invalid_input", { message: "Check the fields.", fieldErrors });
    }
    assertSound(wished);
    return carryEdit(tx, record, ctx, agent, wished, { reason });
  });
}
