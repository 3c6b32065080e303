"use server";

import { revalidatePath } from "next/cache";
import { editAgent } from "@/lib/agents/commands/edit";
import { handOver } from "@/lib/agents/commands/hand-over";
import { importAgents } from "@/lib/agents/commands/import-agents";
import {
  activateAgent,
  resumeAgent,
  retireAgent,
  suspendAgent,
  withdrawProposal,
} from "@/lib/agents/commands/lifecycle";
import { registerAgent } from "@/lib/agents/commands/register";
import { confirmReview } from "@/lib/agents/commands/review";
import { reviseProposal } from "@/lib/agents/commands/revise";
import {
  agentLink,
  editedWords,
  handedOverWords,
  importedWords,
  movedWords,
  registeredWords,
} from "@/lib/agents/outcome";
import {
  activateAgentInput,
  agentReasonInput,
  applyImportInput,
  confirmReviewInput,
  editAgentInput,
  handOverInput,
  planImportInput,
  registerAgentInput,
  retireAgentInput,
  reviseProposalInput,
} from "@/lib/agents/schema";
import { defineAction } from "@/lib/server/define-action";

const revalidate = () => revalidatePath("/", "layout"); // the inbox count stands beside every page

export const registerAgentAction = defineAction({
  permission: "agent:register",
  input: registerAgentInput,
  run: registerAgent,
  done: (agent) => ({ message: registeredWords(agent), next: agentLink(agent) }),
  revalidate,
});

export const reviseProposalAction = defineAction({
  permission: "agent:register",
  input: reviseProposalInput,
  run: reviseProposal,
  done: (agent) => ({ message: registeredWords(agent), next: agentLink(agent) }),
  revalidate,
});

export const editAgentAction = defineAction({
  permission: "agent:edit",
  input: editAgentInput,
  run: editAgent,
  done: (edited) => ({ message: editedWords(edited), next: agentLink(edited) }),
  revalidate,
});

export const handOverAction = defineAction({
  permission: "agent:edit",
  input: handOverInput,
  run: handOver,
  done: (edited) => ({ message: handedOverWords(edited) }),
  revalidate,
});

export const activateAgentAction = defineAction({
  permission: "agent:activate",
  input: activateAgentInput,
  run: activateAgent,
  done: (agent) => ({ message: movedWords(agent, "active") }),
  revalidate,
});

export const suspendAgentAction = defineAction({
  permission: "agent:suspend",
  input: agentReasonInput,
  run: suspendAgent,
  done: (agent) => ({ message: movedWords(agent, "suspended") }),
  revalidate,
});

export const resumeAgentAction = defineAction({
  permission: "agent:activate",
  input: agentReasonInput,
  run: resumeAgent,
  done: (agent) => ({ message: movedWords(agent, "active again") }),
  revalidate,
});

export const retireAgentAction = defineAction({
  permission: "agent:retire",
  input: retireAgentInput,
  run: retireAgent,
  done: (agent) => ({ message: movedWords(agent, "retired") }),
  revalidate,
});

export const withdrawProposalAction = defineAction({
  permission: "agent:register",
  input: agentReasonInput,
  run: withdrawProposal,
  done: (agent) => ({ message: movedWords(agent, "withdrawn") }),
  revalidate,
});

export const confirmReviewAction = defineAction({
  permission: "agent:decide",
  input: confirmReviewInput,
  run: confirmReview,
  done: (agent) => ({ message: movedWords(agent, "reviewed") }),
  revalidate,
});

/** Says what a file would do; the component that asked shows it (`data.plan`, an ImportOutcome as JSON). */
export const planImportAction = defineAction({
  permission: "agent:import",
  input: planImportInput,
  run: (ctx, { yaml }) => importAgents(ctx, { yaml, dryRun: true, hash: "" }),
  done: (outcome) => ({
    message: importedWords(outcome),
    data: { plan: JSON.stringify(outcome) },
  }),
  revalidate: () => {},
});

export const applyImportAction = defineAction({
  permission: "agent:import",
  input: applyImportInput,
  run: (ctx, { yaml, hash }) => importAgents(ctx, { yaml, dryRun: false, hash }),
  done: (outcome) => ({ message: importedWords(outcome), next: "/agents?sort=requested&dir=desc" }),
  revalidate,
});
