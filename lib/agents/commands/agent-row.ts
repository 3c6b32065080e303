import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { answerableId } from "@/lib/auth/actor";
import { isActivePerson } from "@/lib/auth/people";
import type { CommandContext, Tx } from "@/lib/change-log/transact";
import { AppError, type ConflictField } from "@/lib/core/app-error";
import { addMonths } from "@/lib/core/clock";
import type { RiskClass } from "@/lib/db/generated/enums";
import { policyInForce } from "@/lib/settings/policies";
import { type AgentContent, changedFields, contentFrom, contentOf } from "../content";
import { fieldWords, PERSON_FIELDS } from "../field-words";
import { AGENT_FIELD_LABEL } from "../fields";
import { dayOf } from "../filter";
import { peopleOf } from "../gaps";
import type { AgentContentInput } from "../schema";
import { agentsSettings, REVIEW_MONTHS } from "../settings";
import { visibleAgents } from "../visible";

/** The agent as a command works on it: the whole row. */
export type AgentRecord = Awaited<ReturnType<typeof loadAgent>>;

/** Loads by id and by what the actor may see. Errors: not_found. */
export async function loadAgent(tx: Tx, actor: Actor, agentId: string) {
  const agent = await tx.agent.findFirst({
    where: { AND: [{ id: agentId }, visibleAgents(actor)] },
  });
  if (!agent) throw new AppError("not_found", "No such agent.");
  return agent;
}

type Columns = Parameters<Tx["agent"]["updateManyAndReturn"]>[0]["data"];

/**
 * Writes if the row still is what was read; the loser of a race sees a conflict. Errors: conflict.
 */
export async function writeAgent(tx: Tx, agent: AgentRecord, data: Columns): Promise<AgentRecord> {
  const [written] = await tx.agent.updateManyAndReturn({
    where: { id: agent.id, status: agent.status, version: agent.version },
    data: { ...data, version: agent.version + 1 },
  });
  if (!written) {
    throw new AppError("conflict", "Somebody else changed this agent first. Reload the page.");
  }
  return written;
}

/** The person who answers for this command. Errors: forbidden (a job answers to nobody). */
export function requesterId(ctx: CommandContext): string {
  const id = answerableId(ctx.actor);
  if (id === null) throw new AppError("forbidden", "Only a named person can ask for this.");
  return id;
}

/** Holds back every other registration and import until this one is done, so that no two take one name. */
export async function lockRegistry(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('agents.registry'))`;
}

/** Errors: invalid_input, at each field that names somebody who has left or was never there. */
export async function assertActivePeople(
  tx: Tx,
  content: Pick<AgentContent, "ownerId" | "sponsorId" | "successorId">,
  fields: readonly string[] = PERSON_FIELDS,
): Promise<void> {
  const fieldErrors: Record<string, string[]> = {};
  for (const field of PERSON_FIELDS) {
    const id = content[field];
    if (id === null || !fields.includes(field) || (await isActivePerson(tx, id))) continue;
    fieldErrors[field] = ["This person has left or is unknown. Choose somebody else."];
  }
  if (Object.keys(fieldErrors).length > 0) {
    throw new AppError("invalid_input", { message: "Check the fields.", fieldErrors });
  }
}

/** Those among the people an agent names who have left. */
export async function goneAmong(
  tx: Tx,
  agent: Parameters<typeof peopleOf>[0],
): Promise<ReadonlySet<string>> {
  const ids = peopleOf(agent);
  const left = await tx.person.findMany({
    where: { id: { in: ids }, deactivatedAt: { not: null } },
    select: { id: true },
    take: ids.length,
  });
  return new Set(left.map(({ id }) => id));
}

/** The day by which an agent of this class is reviewed, counted from `from` by the policy in force then. */
export async function reviewDueOn(tx: Tx, riskClass: RiskClass, from: Date): Promise<Date> {
  const { values } = await policyInForce(agentsSettings, from, tx);
  return addMonths(dayOf(from), values[REVIEW_MONTHS[riskClass]]);
}

/** Errors: conflict with both versions, if the form was made from an older version than is stored. */
export async function assertCurrent(
  tx: Tx,
  agent: AgentRecord,
  typed: AgentContentInput,
  version: number,
): Promise<void> {
  if (agent.version === version) return;
  throw await editConflict(tx, agent, typed, version);
}

/** What I typed and what is stored now, field by field; the first field is the version to save over. */
export async function editConflict(
  tx: Tx,
  agent: AgentRecord,
  typed: AgentContentInput,
  version: number,
): Promise<AppError> {
  const [mine, theirs] = [contentFrom(typed), contentOf(agent)];
  const nameOf = await namesIn(tx, [...peopleOf(mine), ...peopleOf(theirs)]);
  const fields: ConflictField[] = changedFields(theirs, mine).map((field) => ({
    field,
    label: AGENT_FIELD_LABEL[field],
    mine: fieldWords(mine, field, nameOf),
    theirs: fieldWords(theirs, field, nameOf),
  }));
  const versions = { mine: String(version), theirs: String(agent.version) };
  return new AppError("conflict", {
    message:
      "Somebody else changed this agent while you were editing. Nothing was saved. Compare both versions.",
    conflict: [{ field: "version", label: AGENT_FIELD_LABEL.version, ...versions }, ...fields],
  });
}

async function namesIn(tx: Tx, ids: readonly string[]): Promise<(id: string) => string> {
  const people = await tx.personIdentity.findMany({
    where: { personId: { in: [...ids] } },
    select: { personId: true, name: true },
    take: ids.length,
  });
  const names = new Map(people.map(({ personId, name }) => [personId, name]));
  return (id) => names.get(id) ?? id;
}
