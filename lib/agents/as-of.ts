import "server-only";
import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { listAsOf } from "@/lib/change-log/as-of";
import { AgentStatus, Autonomy, RiskClass } from "@/lib/db/generated/enums";
import { type ListedAgent, peopleAround } from "./queries";

const day = z.coerce.date().nullable().catch(null);

// What the list shows of an agent, as the change log holds it. Texts are instants again.
const storedAgent = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  purpose: z.string(),
  status: z.enum(AgentStatus),
  riskClass: z.enum(RiskClass).nullable(),
  ownerId: z.string(),
  sponsorId: z.string().nullable(),
  successorId: z.string().nullable(),
  modelProvider: z.string(),
  modelName: z.string(),
  autonomy: z.enum(Autonomy),
  dataClasses: z.array(z.string()),
  environments: z.array(z.string()),
  customerFacing: z.boolean(),
  reviewDueOn: day,
  retireOn: day,
  requestedAt: z.coerce.date(),
});

/**
 * The whole registry as it was at an instant, by name, read from the change log alone. People are
 * named as they are known today. Errors: not_found (not theirs to read), unavailable (too many).
 */
export async function listAgentsAsOf(actor: Actor, instant: Date) {
  const states = await listAsOf(actor, "agent", instant);
  const agents: ListedAgent[] = states
    .map(({ state }) => storedAgent.parse(state))
    .sort((a, b) => (a.name === b.name ? compare(a.id, b.id) : compare(a.name, b.name)));
  return { agents, total: agents.length, warningDays: 0, ...(await peopleAround(agents)) };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : 1;
}
