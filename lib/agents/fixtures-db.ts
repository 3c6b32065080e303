import "server-only";
import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/auth/actor";
import type { Role } from "@/lib/auth/permissions";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import { decideRequest } from "@/lib/requests/commands/decide-request";
import { activateAgent } from "./commands/lifecycle";
import { registerAgent } from "./commands/register";
import { REGISTER_INPUT } from "./fixtures";
import type { RegisterAgentInput } from "./schema";

/** The instant tests happen at. */
export const NOW = new Date("2026-11-21T12:00:00.000Z");

type Person = Extract<Actor, { kind: "person" }>;

const made: string[] = [];

export function contextOf(actor: Actor, at = NOW): CommandContext {
  return { actor, now: at, requestId: randomUUID() };
}

const start: Actor = { kind: "job", id: "test.fixtures", grants: [] };

/** An active person with these roles and a name of their own. */
export async function person(...roles: Role[]): Promise<Person> {
  const id = randomUUID();
  made.push(id);
  await transact(contextOf(start), async (tx, record) => {
    const joined = await tx.person.create({
      data: {
        id,
        roles,
        joinedAt: NOW,
        identity: {
          create: { name: `Person ${id.slice(0, 8)}`, email: `${id}@example.com`, title: "Tester" },
        },
      },
    });
    await record({ action: "person.joined", subjectId: id, before: null, after: joined });
  });
  return { kind: "person", id, roles };
}

/** A person leaves: from now on they cannot be chosen. */
export async function leave({ id }: { id: string }): Promise<void> {
  await transact(contextOf(start), async (tx, record) => {
    const left = await tx.person.update({ where: { id }, data: { deactivatedAt: NOW } });
    await record({ action: "person.deactivated", subjectId: id, before: left, after: left });
  });
}

/** Everybody made here leaves, so that no later test tells them about its own requests. */
export async function everybodyLeaves(): Promise<void> {
  for (const id of made.splice(0)) await leave({ id });
}

export type Team = { owner: Person; sponsor: Person; successor: Person; officer: Person };

/** Four different people, enough for a whole lifecycle. */
export async function team(): Promise<Team> {
  return {
    owner: await person("owner"),
    sponsor: await person("owner"),
    successor: await person("owner"),
    officer: await person("compliance"),
  };
}

/** What the owner of a team types; the name is nobody else's unless given. */
export function inputFor(
  { owner, sponsor, successor }: Team,
  differs: Partial<RegisterAgentInput> = {},
): RegisterAgentInput {
  const word = randomUUID().replaceAll("-", "");
  return {
    ...REGISTER_INPUT,
    name: word,
    purpose: `${word.slice(0, 8)} ${word.slice(8, 16)} ${word.slice(16, 24)} ${word.slice(24)}`,
    ownerId: owner.id,
    sponsorId: sponsor.id,
    successorId: successor.id,
    ...differs,
  };
}

/** An agent somebody (the owner unless given) has just proposed. */
export async function proposed(
  people: Team,
  differs: Partial<RegisterAgentInput> = {},
  by: Actor = people.owner,
): Promise<{ id: string; slug: string; name: string }> {
  return registerAgent(contextOf(by), inputFor(people, differs));
}

/** Decides the open request about an agent. */
export async function decide(
  agentId: string,
  by: Actor,
  decision: "approve" | "decline" = "approve",
  at = NOW,
): Promise<void> {
  const request = await openRequestAbout(agentId);
  if (!request) throw new AppError("not_found", "No open request.");
  const { id: requestId, diffHash } = request;
  const input = { requestId, diffHash, decision, note: "Looked at it." };
  await decideRequest(contextOf(by, at), input, { recordedAt: async () => at });
}

/** The open request about an agent, whole; null if there is none. */
export function openRequestAbout(agentId: string) {
  return read().request.findFirst({
    where: { subjectKind: "agent", subjectId: agentId, status: "OPEN" },
  });
}

/** An agent that another person has approved. */
export async function approved(people: Team, differs: Partial<RegisterAgentInput> = {}) {
  const agent = await proposed(people, differs);
  await decide(agent.id, people.officer);
  return agent;
}

/** An approved agent its owner has activated. */
export async function active(people: Team, differs: Partial<RegisterAgentInput> = {}) {
  const agent = await approved(people, differs);
  await activateAgent(contextOf(people.owner), { agentId: agent.id });
  return agent;
}

/** The agent as it is stored. */
export async function stored(id: string) {
  const agent = await read().agent.findUnique({ where: { id } });
  if (!agent) throw new AppError("not_found", "No such agent.");
  return agent;
}

/** Actions recorded about a subject, oldest first. */
export async function actionsOn(subjectId: string): Promise<string[]> {
  const changes = await read().changeLogEntry.findMany({
    where: { subjectId },
    select: { action: true },
    orderBy: { seq: "asc" },
    take: 100,
  });
  return changes.map(({ action }) => action);
}
