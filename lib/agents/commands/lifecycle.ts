import "server-only";
import type { ChangeAction } from "@/lib/change-log/actions";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { utcDay } from "@/lib/core/clock";
import { voidOpenRequests } from "@/lib/requests/commands";
import { gapsOf } from "../gaps";
import { type AgentTransition, assertComplete, assertPossible } from "../policy";
import type { ActivateAgentInput, AgentReasonInput, RetireAgentInput } from "../schema";
import { type AgentRecord, goneAmong, loadAgent, requesterId, writeAgent } from "./agent-row";

/** What a transition left behind. */
export type Moved = { id: string; slug: string; name: string };

/**
 * Lets an approved agent act. Errors: not_found, forbidden (no part in it, or its approver), conflict
 * (status; owner, sponsor, successor, purpose or risk class missing: G1, CHG-11).
 */
export async function activateAgent(
  ctx: CommandContext,
  input: ActivateAgentInput,
): Promise<Moved> {
  return move(ctx, input.agentId, {
    transition: "activate",
    action: "agent.activated",
    becomesActive: true,
    data: () => ({ status: "ACTIVE", activatedAt: ctx.now }),
  });
}

/** Stops an active agent for now. Errors: not_found, forbidden, conflict. */
export async function suspendAgent(ctx: CommandContext, input: AgentReasonInput): Promise<Moved> {
  return move(ctx, input.agentId, {
    transition: "suspend",
    action: "agent.suspended",
    reason: input.reason,
    data: () => ({ status: "SUSPENDED", suspendedAt: ctx.now, suspendedById: requesterId(ctx) }),
  });
}

/** Lets a suspended agent act again. Errors: not_found, forbidden (also: whoever suspended it), conflict. */
export async function resumeAgent(ctx: CommandContext, input: AgentReasonInput): Promise<Moved> {
  return move(ctx, input.agentId, {
    transition: "resume",
    action: "agent.resumed",
    reason: input.reason,
    becomesActive: true,
    data: () => ({ status: "ACTIVE", suspendedAt: null, suspendedById: null }),
  });
}

/**
 * Ends an agent for good; open requests about it are voided (CHG-12). Errors: not_found, forbidden,
 * conflict, invalid_input (the typed name is not the agent's).
 */
export async function retireAgent(ctx: CommandContext, input: RetireAgentInput): Promise<Moved> {
  return move(ctx, input.agentId, {
    transition: "retire",
    action: "agent.retired",
    reason: input.reason,
    voids: "The agent was retired.",
    check: (agent) => assertNamed(agent, input.typedName),
    data: () => ({ status: "RETIRED", retiredAt: ctx.now }),
  });
}

/** Takes a proposal back; its request is voided. Errors: not_found, forbidden (neither requester nor owner), conflict. */
export async function withdrawProposal(
  ctx: CommandContext,
  input: AgentReasonInput,
): Promise<Moved> {
  return move(ctx, input.agentId, {
    transition: "withdraw",
    action: "agent.withdrawn",
    reason: input.reason,
    voids: "The proposal was withdrawn.",
    data: () => ({ status: "WITHDRAWN" }),
  });
}

type Move = {
  transition: AgentTransition;
  action: ChangeAction;
  data: () => Parameters<typeof writeAgent>[2];
  reason?: string;
  becomesActive?: true;
  /** Why open requests about the agent are void afterwards. */
  voids?: string;
  check?: (agent: AgentRecord) => void;
};

async function move(ctx: CommandContext, agentId: string, to: Move): Promise<Moved> {
  return transact(ctx, async (tx, record) => {
    const agent = await loadAgent(tx, ctx.actor, agentId);
    assertPossible(to.transition, agent, ctx.actor);
    to.check?.(agent);
    if (to.becomesActive) {
      assertComplete(gapsOf(agent, await goneAmong(tx, agent), utcDay(ctx.now)));
    }
    const moved = await writeAgent(tx, agent, to.data());
    await record({
      action: to.action,
      subjectId: agent.id,
      before: agent,
      after: moved,
      ...(to.reason && { reason: to.reason }),
    });
    if (to.voids) await voidOpenRequests(tx, record, ctx, "agent", agent.id, to.voids);
    return { id: moved.id, slug: moved.slug, name: moved.name };
  });
}

function assertNamed(agent: AgentRecord, typedName: string): void {
  if (typedName.normalize("NFC").trim() === agent.name) return;
  const fieldErrors = { typedName: [`Type the name exactly: ${agent.name}`] };
  throw new AppError("invalid_input", { message: "Check the fields.", fieldErrors });
}
