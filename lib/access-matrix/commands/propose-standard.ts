import "server-only";
import { answerableId } from "@/lib/auth/actor";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { addDays, utcDay } from "@/lib/core/clock";
import { openRequest } from "@/lib/requests/commands";
import { policyInForce } from "@/lib/settings/policies";
import { STANDARD_ADOPTION } from "../request-names";
import { accessMatrixSettings } from "../settings";
import type { ProposeStandardInput } from "../standard/schema";
import type { StandardWish } from "../standard/wish";
import { newId } from "./access-facts";

/**
 * Proposes an entry of the catalogue of standard changes; another person with standard-change:decide adopts it (CHG-08).
 * Errors: forbidden (no person), not_found (a server), invalid_input (lives longer than the policy allows, or not at all).
 */
export async function proposeStandard(
  ctx: CommandContext,
  { expiresOn, ...input }: ProposeStandardInput,
): Promise<{ id: string; title: string }> {
  const requestedById = answerableId(ctx.actor);
  if (requestedById === null)
    throw new AppError("forbidden", "Only a named person can propose it.");
  return transact(ctx, async (tx, record) => {
    await assertLife(tx, ctx.now, expiresOn);
    const standardId = await newId(tx);
    const { id } = await openRequest(tx, record, ctx, {
      kind: STANDARD_ADOPTION,
      subjectKind: "standard-change",
      subjectId: standardId,
      title: `Adopt the standard change ${input.title}`,
      reason: input.reason,
      before: null,
      after: {
        ...input,
        servers: await namesOfServers(tx, input.serverIds),
        expiresAt: expiresOn.toISOString(),
      } satisfies StandardWish,
      baseVersion: 0,
      permission: "standard-change:decide",
      excludedIds: [],
      requestedById,
    });
    return { id, title: input.title };
  });
}

async function assertLife(tx: Tx, now: Date, expiresOn: Date): Promise<void> {
  const { values } = await policyInForce(accessMatrixSettings, now, tx);
  const last = addDays(now, values.standardMaxDays);
  const fits = expiresOn > now && expiresOn <= addDays(last, 1);
  if (fits) return;
  const says = `Give a day from today up to ${utcDay(last)}: the policy allows ${values.standardMaxDays} days.`;
  const fieldErrors = { expiresOn: [says] };
  throw new AppError("invalid_input", { message: "Check the fields.", fieldErrors });
}

async function namesOfServers(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const servers = await tx.server.findMany({
    where: { id: { in: [...ids] } },
    select: { name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: ids.length,
  });
  if (servers.length < ids.length) throw new AppError("not_found", "No such server.");
  return servers.map(({ name }) => name);
}
