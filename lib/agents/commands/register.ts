import "server-only";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { freeSlug } from "@/lib/core/slug";
import { openRequest } from "@/lib/requests/commands";
import { columnsOf, contentFrom, contentOf } from "../content";
import { assertSound } from "../content-rules";
import { excludedFromDeciding } from "../policy";
import { REGISTRATION } from "../request-names";
import type { AgentContentInput, RegisterAgentInput } from "../schema";
import { agentSlugFrom } from "../slug";
import { type AgentRecord, assertActivePeople, lockRegistry, requesterId } from "./agent-row";
import { assertSaidWhyAnother } from "./duplicates";

/**
 * Proposes an agent and asks another person to approve it. Errors: invalid_input (a rule over several
 * fields, a person who has left, a short name that is taken, a near-duplicate without a reason).
 */
export async function registerAgent(
  ctx: CommandContext,
  { slug, ...input }: RegisterAgentInput,
): Promise<{ id: string; slug: string; name: string }> {
  return transact(ctx, async (tx, record) => {
    assertSound(input);
    await lockRegistry(tx);
    await assertActivePeople(tx, input);
    const chosen = await chooseSlug(tx, slug, input.name);
    await assertSaidWhyAnother(tx, ctx, { id: "", slug: chosen, ...input }, input.duplicateReason);
    const agent = await createProposal(tx, record, ctx, chosen, input);
    return { id: agent.id, slug: agent.slug, name: agent.name };
  });
}

/** How a request is opened: for what reason, and whether the deciders are told by somebody else. */
export type Asking = { reason?: string; quiet?: boolean };

/** Writes the proposal and opens its request; whoever calls has checked the input and holds the lock. */
export async function createProposal(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  slug: string,
  input: AgentContentInput,
  asking: Asking = {},
): Promise<AgentRecord> {
  const requestedById = requesterId(ctx);
  const agent = await tx.agent.create({
    data: {
      ...columnsOf(contentFrom(input)),
      slug,
      requestedById,
      requestedAt: ctx.now,
      aiActAssessedById: requestedById,
      aiActAssessedAt: ctx.now,
    },
  });
  await record({ action: "agent.registered", subjectId: agent.id, before: null, after: agent });
  await askForRegistration(tx, record, ctx, agent, asking);
  return agent;
}

/** Asks another person to approve the agent exactly as it now stands. */
export async function askForRegistration(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  agent: AgentRecord,
  { reason = "", quiet = false }: Asking,
): Promise<void> {
  await openRequest(tx, record, ctx, {
    kind: REGISTRATION,
    subjectKind: "agent",
    subjectId: agent.id,
    title: `Register the agent ${agent.name}`,
    reason: reason || agent.purpose,
    before: null,
    after: { slug: agent.slug, ...contentOf(agent) },
    baseVersion: agent.version,
    permission: "agent:decide",
    excludedIds: excludedFromDeciding(
      agent.ownerId,
      agent.requestedById,
      ...(await earlierAskers(tx, agent.id)),
    ),
    requestedById: requesterId(ctx),
    quiet,
  });
}

// Whoever once wrote the proposal has a part in it, also after somebody else asked for it again.
async function earlierAskers(tx: Tx, agentId: string): Promise<string[]> {
  const asked = await tx.request.findMany({
    where: { kind: REGISTRATION, subjectKind: "agent", subjectId: agentId },
    select: { requestedById: true },
    distinct: ["requestedById"],
    orderBy: { requestedById: "asc" },
    take: 1000,
  });
  return asked.map(({ requestedById }) => requestedById);
}

async function chooseSlug(tx: Tx, wished: string | null, name: string): Promise<string> {
  const stem = wished ?? agentSlugFrom(name);
  const alike = await tx.agent.findMany({
    where: { slug: { startsWith: stem } },
    select: { slug: true },
    orderBy: { slug: "asc" },
    take: 10_000,
  });
  const taken = new Set(alike.map(({ slug }) => slug));
  if (wished === null) return freeSlug(stem, taken);
  if (!taken.has(wished)) return wished;
  const fieldErrors = { slug: ["Another agent has this short name. Choose another."] };
  throw new AppError("invalid_input", { message: "Check the fields.", fieldErrors });
}
