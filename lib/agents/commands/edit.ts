import "server-only";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import {
  type AgentContent,
  type ContentField,
  changedFields,
  columnsOf,
  contentFrom,
  contentOf,
  overlaid,
  pick,
} from "../content";
import { assertSound } from "../content-rules";
import { AGENT_FIELD_LABEL } from "../fields";
import { isMaterial } from "../material";
import { assertPossible } from "../policy";
import type { AgentContentInput, EditAgentInput } from "../schema";
import {
  type AgentRecord,
  assertActivePeople,
  assertCurrent,
  loadAgent,
  lockRegistry,
  writeAgent,
} from "./agent-row";
import { askForChange, assertNoNewGaps, settlePending } from "./change-request";
import { assertSaidWhyAnother } from "./duplicates";
import type { Asking } from "./register";

/** What an edit did, in words of fields: applied at once, or asked for. */
export type EditOutcome = {
  id: string;
  slug: string;
  name: string;
  applied: readonly string[];
  requested: readonly string[];
};

/**
 * Edits an approved agent. What no approval rested on is applied at once; the rest becomes one request
 * bound to its exact diff and applies when another person approves. Errors: not_found, forbidden,
 * conflict (status; changed meanwhile: with both versions; somebody else's change is waiting), invalid_input.
 */
export async function editAgent(
  ctx: CommandContext,
  { agentId, version, reason, ...input }: EditAgentInput,
): Promise<EditOutcome> {
  return transact(ctx, async (tx, record) => {
    await lockRegistry(tx);
    const agent = await loadAgent(tx, ctx.actor, agentId);
    assertPossible("edit", agent, ctx.actor);
    await assertCurrent(tx, agent, input, version);
    assertSound(input);
    const changed = changedFields(contentOf(agent), contentFrom(input));
    if (changed.includes("name") || changed.includes("purpose")) {
      await assertSaidWhyAnother(tx, ctx, { ...agent, ...input }, input.duplicateReason);
    }
    return carryEdit(tx, record, ctx, agent, input, { reason });
  });
}

/** Writes the edit and opens its request; whoever calls has checked the input. Errors: as `editAgent`. */
export async function carryEdit(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  agent: AgentRecord,
  input: AgentContentInput,
  asking: Asking,
): Promise<EditOutcome> {
  const before = contentOf(agent);
  const after = contentFrom(input);
  const changed = changedFields(before, after);
  // Somebody who left stays named until they are replaced; only who is newly named must be there.
  await assertActivePeople(tx, after, changed);
  await assertNoNewGaps(tx, agent, after);
  const material = changed.filter(isMaterial);
  const atOnce = changed.filter((field) => !isMaterial(field));
  const pending = await settlePending(tx, record, ctx, agent, pick(after, material));
  if ((pending === null || pending === "same") && atOnce.length === 0) {
    throw new AppError("invalid_input", "Nothing has changed.");
  }
  const saved = await applyAtOnce(tx, record, agent, { after, fields: atOnce });
  if (pending === "new")
    await askForChange(tx, record, ctx, saved, { after, fields: material, ...asking });
  return {
    id: saved.id,
    slug: saved.slug,
    name: saved.name,
    applied: atOnce.map((field) => AGENT_FIELD_LABEL[field]),
    requested: pending === "new" ? material.map((field) => AGENT_FIELD_LABEL[field]) : [],
  };
}

async function applyAtOnce(
  tx: Tx,
  record: Recorder,
  agent: AgentRecord,
  { after, fields }: { after: AgentContent; fields: readonly ContentField[] },
): Promise<AgentRecord> {
  if (fields.length === 0) return agent;
  const content = overlaid(contentOf(agent), pick(after, fields));
  const saved = await writeAgent(tx, agent, columnsOf(content));
  await record({ action: "agent.edited", subjectId: agent.id, before: agent, after: saved });
  return saved;
}
