import { AppError } from "@/lib/core/app-error";
import { factorsOf } from "./content";
import { RISK_CLASS_LABEL } from "./labels";
import { compareRisk, computeRisk } from "./risk";
import type { AgentContentInput } from "./schema";

type Broken = Record<string, string[]>;

/** Rules over several fields at once. Errors: invalid_input, with a sentence at the field to change. */
export function assertSound(input: AgentContentInput): void {
  const fieldErrors = brokenRules(input);
  if (Object.keys(fieldErrors).length === 0) return;
  throw new AppError("invalid_input", { message: "Check the fields.", fieldErrors });
}

/** What contradicts itself in what was typed, by field; empty if nothing does. */
export function brokenRules(input: AgentContentInput): Broken {
  return { ...peopleRules(input), ...riskRules(input), ...aiActRules(input) };
}

function peopleRules({ ownerId, sponsorId, successorId }: AgentContentInput): Broken {
  return {
    ...(sponsorId === ownerId && {
      sponsorId: ["Choose somebody other than the owner, so that two people answer for it."],
    }),
    ...(successorId === ownerId && {
      successorId: ["Choose somebody other than the owner, who takes over when the owner leaves."],
    }),
  };
}

// A person may see more risk than the rule, with a reason, and never less.
function riskRules(input: AgentContentInput): Broken {
  const { riskRaisedTo, riskReason } = input;
  if (!riskRaisedTo) return {};
  const { computed } = computeRisk(factorsOf(input));
  if (!computed) {
    return { riskRaisedTo: ["Answer all risk questions first; then the class can be raised."] };
  }
  if (compareRisk(riskRaisedTo, computed) < 0) {
    const says = `The answers give ${RISK_CLASS_LABEL[computed].toLowerCase()}. A person may raise the class, not lower it.`;
    return { riskRaisedTo: [says] };
  }
  const raised = compareRisk(riskRaisedTo, computed) > 0;
  return raised && riskReason === "" ? { riskReason: ["Say why the class is raised."] } : {};
}

// AIA: no role or area is ever assumed, and the way out of the high-risk rules is narrow (Article 6(3)).
function aiActRules(input: AgentContentInput): Broken {
  const { aiActRole, aiActArea, aiActDerogation, aiActProfiling, aiActReasoning } = input;
  const claimed = aiActDerogation !== "NOT_CLAIMED";
  if (aiActRole === "NOT_AN_AI_SYSTEM" && aiActArea !== "NONE") {
    return {
      aiActArea: ["What is not an AI system falls in no area. Change the role or the area."],
    };
  }
  if (claimed && aiActArea === "NONE") {
    return { aiActDerogation: ["There is nothing to derogate from outside Annex III."] };
  }
  if (claimed && aiActProfiling) {
    return {
      aiActDerogation: ["An agent that profiles people is never derogated from (Article 6(3))."],
    };
  }
  const reason = reasonNeeded(input);
  return reason && aiActReasoning === "" ? { aiActReasoning: [reason] } : {};
}

function reasonNeeded({ aiActRole, aiActArea, aiActDerogation }: AgentContentInput): string | null {
  if (aiActRole === "NOT_AN_AI_SYSTEM") return "Say why it is not an AI system.";
  if (aiActArea === "NONE") return "Say why it falls in no area of Annex III.";
  return aiActDerogation === "NOT_CLAIMED" ? null : "Say why the derogation applies.";
}
