import "server-only";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { voidOpenRequests } from "@/lib/requests/commands";
import { type ContentField, changedFields, columnsOf, contentFrom, contentOf } from "../content";
import { assertSound } from "../content-rules";
import { assertPossible } from "../policy";
import type { AgentContentInput, ReviseProposalInput } from "../schema";
import {
  type AgentRecord,
  assertActivePeople,
  assertCurrent,
  loadAgent,
  lockRegistry,
  requesterId,
  writeAgent,
} from "./agent-row";
import { assertSaidWhyAnother } from "./duplicates";
import { type Asking, askForRegistration } from "./register";

/**
 * Changes a proposal that has not been approved, or proposes a declined or withdrawn one again. The
 * old request is voided, because nobody may approve the old wording. Errors: not_found, forbidden
 * (neither requester nor owner), conflict (status, or changed meanwhile: with both versions), invalid_input.
 */
export async function reviseProposal(
  ctx: CommandContext,
  { agentId, version, reason, ...input }: ReviseProposalInput,
): Promise<{ id: string; slug: string; name: string }> {
  return transact(ctx, async (tx, record) => {
    await lockRegistry(tx);
    const agent = await loadAgent(tx, ctx.actor, agentId);
    assertPossible("revise", agent, ctx.actor);
    await assertCurrent(tx, agent, input, version);
    assertSound(input);
    await assertActivePeople(tx, input);
    await assertSaidWhyAnother(tx, ctx, { ...agent, ...input }, input.duplicateReason);
    const revised = await rewriteProposal(tx, record, ctx, agent, input, { reason });
    return { id: revised.id, slug: revised.slug, name: revised.name };
  });
}

/** Writes the new wording and asks again; whoever calls has checked it. Errors: conflict, invalid_input. */
export async function rewriteProposal(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  agent: AgentRecord,
  input: AgentContentInput,
  asking: Asking,
): Promise<AgentRecord> {
  const content = contentFrom(input);
  const changed = changedFields(contentOf(agent), content);
  if (changed.length === 0 && agent.status === "PROPOSED") {
    throw new AppError("invalid_input", "Nothing has changed, so the request stays as it is.");
  }
  const revised = await writeAgent(tx, agent, {
    ...columnsOf(content),
    ...assessment(changed, requesterId(ctx), ctx.now),
    status: "PROPOSED",
  });
  await record({
    action: "agent.edited",
    subjectId: agent.id,
    before: agent,
    after: revised,
    ...(asking.reason && { reason: asking.reason }),
  });
  const why = "The proposal was changed, so the old wording can no longer be approved.";
  await voidOpenRequests(tx, record, ctx, "agent", agent.id, why);
  await askForRegistration(tx, record, ctx, revised, asking);
  return revised;
}

/** Who answered the AI Act questions and when, if any answer changed. */
export function assessment(changed: readonly ContentField[], byId: string, at: Date) {
  const answered = changed.some((field) => field.startsWith("aiAct"));
  return answered ? { aiActAssessedById: byId, aiActAssessedAt: at } : {};
}
