import { editAgent } from "@/lib/agents/commands/edit";
import {
  activateAgent,
  resumeAgent,
  retireAgent,
  suspendAgent,
} from "@/lib/agents/commands/lifecycle";
import { registerAgent } from "@/lib/agents/commands/register";
import { confirmReview } from "@/lib/agents/commands/review";
import { reviseProposal } from "@/lib/agents/commands/revise";
import { contentOf, inputOf } from "@/lib/agents/content";
import { getAgent } from "@/lib/agents/queries";
import {
  type AgentContentInput,
  activateAgentInput,
  agentReasonInput,
  confirmReviewInput,
  retireAgentInput,
} from "@/lib/agents/schema";
import type { CommandContext } from "@/lib/change-log/transact";
import { AGENTS, type AgentKey } from "./agents";
import { registrationOf } from "./demo-agent";
import type { PersonKey } from "./people";
import { asPerson, type Deed, personId, type Stage } from "./stage";

/** The owner fills in the form. */
export function registers(owner: PersonKey, agent: AgentKey): Deed {
  return async (stage, at) => {
    const form = registrationOf(agent, AGENTS[agent], (key) => personId(stage, key));
    await registerAgent(await asPerson(stage, owner, at), form);
  };
}

export function activates(owner: PersonKey, agent: AgentKey): Deed {
  return (stage, at) =>
    doTo(stage, at, owner, agent, (ctx, agentId) =>
      activateAgent(ctx, activateAgentInput.parse({ agentId })),
    );
}

export function suspends(who: PersonKey, agent: AgentKey, reason: string): Deed {
  return (stage, at) =>
    doTo(stage, at, who, agent, (ctx, agentId) =>
      suspendAgent(ctx, agentReasonInput.parse({ agentId, reason })),
    );
}

export function resumes(who: PersonKey, agent: AgentKey, reason: string): Deed {
  return (stage, at) =>
    doTo(stage, at, who, agent, (ctx, agentId) =>
      resumeAgent(ctx, agentReasonInput.parse({ agentId, reason })),
    );
}

export function retires(who: PersonKey, agent: AgentKey, reason: string): Deed {
  return (stage, at) =>
    doTo(stage, at, who, agent, (ctx, agentId) =>
      retireAgent(ctx, retireAgentInput.parse({ agentId, reason, typedName: AGENTS[agent].name })),
    );
}

export function reviews(who: PersonKey, agent: AgentKey, note: string): Deed {
  return (stage, at) =>
    doTo(stage, at, who, agent, (ctx, agentId) =>
      confirmReview(ctx, confirmReviewInput.parse({ agentId, note })),
    );
}

type Changes = Partial<Omit<AgentContentInput, "ownerId" | "sponsorId" | "successorId">> & {
  successor?: PersonKey;
};

/** Edits an approved agent; what is material waits for somebody else. */
export function asksToChange(
  who: PersonKey,
  agent: AgentKey,
  changes: Changes,
  reason: string,
): Deed {
  return async (stage, at) => {
    const ctx = await asPerson(stage, who, at);
    await editAgent(ctx, { ...(await changed(stage, ctx, agent, changes)), reason });
  };
}

/** Rewords a proposal, or proposes a declined one again. */
export function proposesAgain(
  who: PersonKey,
  agent: AgentKey,
  changes: Changes,
  reason: string,
): Deed {
  return async (stage, at) => {
    const ctx = await asPerson(stage, who, at);
    await reviseProposal(ctx, { ...(await changed(stage, ctx, agent, changes)), reason });
  };
}

async function changed(stage: Stage, ctx: CommandContext, slug: AgentKey, changes: Changes) {
  const { agent } = await getAgent(ctx.actor, slug);
  const { successor, ...rest } = changes;
  return {
    ...inputOf(contentOf(agent)),
    ...rest,
    ...(successor ? { successorId: personId(stage, successor) } : {}),
    agentId: agent.id,
    version: agent.version,
  };
}

async function doTo(
  stage: Stage,
  at: Date,
  who: PersonKey,
  slug: AgentKey,
  act: (ctx: CommandContext, agentId: string) => Promise<unknown>,
): Promise<void> {
  const ctx = await asPerson(stage, who, at);
  const { agent } = await getAgent(ctx.actor, slug);
  await act(ctx, agent.id);
}
