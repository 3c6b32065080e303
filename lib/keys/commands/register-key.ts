import "server-only";
import { can } from "@/lib/auth/actor";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { AgentStatus } from "@/lib/db/generated/enums";
import { peopleOf } from "../people";
import { assertManages } from "../policy";
import type { RegisterKeyInput } from "../schema";
import {
  assertHere,
  assertNamesFree,
  assertPast,
  fieldError,
  lockRegister,
  personOf,
} from "./key-row";

/** What a command left behind. */
export type KeyDone = { id: string; label: string; publicId: string };

/**
 * Writes a credential down: its public id, whom it belongs to, for what and where. It is not active by that. Errors: forbidden
 * (neither theirs nor key:manage-all), invalid_input (id or name taken, somebody left, bearer ended, issued in the future).
 */
export async function registerKey(ctx: CommandContext, input: RegisterKeyInput): Promise<KeyDone> {
  return transact(ctx, async (tx, record) => {
    const registeredById = personOf(ctx);
    // That somebody names themselves as the owner gives them no part in somebody else's agent.
    assertManages({ ...(await peopleOf(tx, input)), ownerId: "" }, ctx.actor);
    await lockRegister(tx);
    await assertBearer(tx, ctx, input);
    await assertHere(tx, "ownerId", input.ownerId);
    assertPast("issuedAt", input.issuedAt, ctx.now);
    await assertNamesFree(tx, input, null);
    const key = await tx.key.create({ data: { ...input, registeredById, registeredAt: ctx.now } });
    await record({ action: "key.registered", subjectId: key.id, before: null, after: key });
    return keyDone(key);
  });
}

/** What is said of a key afterwards. */
export function keyDone({ id, label, publicId }: KeyDone): KeyDone {
  return { id, label, publicId };
}

const ENDED: readonly AgentStatus[] = ["RETIRED", "DECLINED", "WITHDRAWN"];

// A key belongs to something that is there. That its agent was approved only later is a finding, not a reason to hide the key.
async function assertBearer(tx: Tx, ctx: CommandContext, input: RegisterKeyInput): Promise<void> {
  if (input.agentId !== null) await assertAgent(tx, input.agentId);
  if (input.serverId !== null) await assertServer(tx, input.serverId);
  if (input.personId !== null) await assertPerson(tx, ctx, input.personId);
}

async function assertAgent(tx: Tx, id: string): Promise<void> {
  const agent = await tx.agent.findUnique({ where: { id }, select: { status: true } });
  if (!agent) throw fieldError({ agentId: "No such agent." });
  if (!ENDED.includes(agent.status)) return;
  throw fieldError({ agentId: "This agent has ended. An ended agent gets no key." });
}

async function assertServer(tx: Tx, id: string): Promise<void> {
  const server = await tx.server.findUnique({ where: { id }, select: { status: true } });
  if (!server) throw fieldError({ serverId: "No such server." });
  if (server.status !== "retired") return;
  throw fieldError({ serverId: "This server is retired. A retired server gets no key." });
}

// Nobody equips somebody else with a key for emergencies but who looks after all keys.
async function assertPerson(tx: Tx, ctx: CommandContext, personId: string): Promise<void> {
  await assertHere(tx, "personId", personId);
  if (personId === ctx.actor.id || can(ctx.actor, "key:manage-all")) return;
  throw new AppError("forbidden", "An emergency key is registered by the person it belongs to.");
}
