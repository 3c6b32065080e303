import "server-only";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { AgentStatus } from "@/lib/db/generated/enums";
import { peopleOf } from "../people";
import { assertPossible } from "../policy";
import type { ActivateKeyInput } from "../schema";
import { assertPast, fieldError, type KeyRecord, loadKey, writeKey } from "./key-row";
import { type KeyDone, keyDone } from "./register-key";
import { noteNewActive } from "./rotation-row";

/**
 * Says that a key can be used from an instant on, now unless one is given. Errors: not_found, forbidden, conflict (active, expired
 * or revoked; its agent not approved, or for production not active: CC6.2, CHG-11), invalid_input (before its issue, in the future).
 */
export async function activateKey(ctx: CommandContext, input: ActivateKeyInput): Promise<KeyDone> {
  return transact(ctx, async (tx, record) => {
    const key = await loadKey(tx, ctx.actor, input.keyId);
    assertPossible("activate", key, await peopleOf(tx, key), ctx.actor, ctx.now);
    const activatedAt = input.activatedAt ?? ctx.now;
    assertPast("activatedAt", activatedAt, ctx.now);
    if (activatedAt < key.issuedAt) {
      throw fieldError({ activatedAt: "It cannot be active before it was issued." });
    }
    await assertAgentReady(tx, key);
    return keyDone(await becomeActive(tx, record, key, activatedAt));
  });
}

/** Writes the activation; an open rotation to this key goes on by it. Whoever calls has checked that it may. */
async function becomeActive(
  tx: Tx,
  record: Recorder,
  key: KeyRecord,
  activatedAt: Date,
): Promise<KeyRecord> {
  const active = await writeKey(tx, key, { activatedAt });
  await record({ action: "key.activated", subjectId: key.id, before: key, after: active });
  await noteNewActive(tx, record, active);
  return active;
}

const READY: Readonly<Record<"production" | "other", readonly AgentStatus[]>> = {
  production: ["ACTIVE"],
  other: ["APPROVED", "ACTIVE"],
};

// Registration and approval come before the credential can be used (CC6.2), and nothing inactive goes to production (CHG-11).
async function assertAgentReady(tx: Tx, { agentId, environment }: KeyRecord): Promise<void> {
  if (agentId === null) return;
  const agent = await tx.agent.findUnique({
    where: { id: agentId },
    select: { name: true, status: true },
  });
  const ready = READY[environment === "production" ? "production" : "other"];
  if (agent && ready.includes(agent.status)) return;
  const wanted = environment === "production" ? "active" : "approved";
  throw new AppError(
    "conflict",
    `The agent ${agent?.name ?? ""} is not ${wanted}, so its key for ${environment} stays inactive. Have the agent ${wanted} first.`,
  );
}
