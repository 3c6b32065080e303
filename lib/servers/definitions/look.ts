import "server-only";
import { type Actor, authorize } from "@/lib/auth/actor";
import type { CommandContext } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import { visibleServers } from "../visible";
import { knownOperations, toKnownOperation } from "./definition-row";
import type { LookAtListInput, LookAtServerInput } from "./definition-schema";
import type { ImportPlan } from "./definition-view";
import { fetchToolsList } from "./fetch-tools";
import { type Around, toImportLine } from "./import-lines";
import { assertImportable } from "./importable";
import { planHash, planImport } from "./plan";
import { readToolsList } from "./tools-list";

/** What a pasted or uploaded list would do; nothing is written. Errors: not_found, forbidden, conflict (retired). */
export async function lookAtList(
  ctx: CommandContext,
  { serverId, text }: Pick<LookAtListInput, "serverId" | "text">,
): Promise<ImportPlan> {
  return planOf(ctx, { serverId, text, warning: "" });
}

/** The same of the list that the server itself gives. Errors: those, invalid_input (it gave none). */
export async function lookAtServer(
  ctx: CommandContext,
  { serverId, url, token }: LookAtServerInput,
  fetchList = fetchToolsList,
): Promise<ImportPlan> {
  authorize(ctx.actor, "server:fetch");
  await targetOf(ctx.actor, serverId); // before anything is asked of anybody
  return planOf(ctx, { serverId, ...(await fetchList({ url, token })) });
}

async function planOf(
  ctx: CommandContext,
  { serverId, text, warning }: { serverId: string; text: string; warning: string },
): Promise<ImportPlan> {
  await targetOf(ctx.actor, serverId);
  const { tools, refused } = readToolsList(text);
  const known = (await knownOperations(read(), serverId)).map(toKnownOperation);
  const steps = planImport(known, tools);
  const around: Around = { grants: await grantsInForce(serverId, ctx.now) };
  const lines = refused.length > 0 ? [] : steps.map((step) => toImportLine(step, around));
  return { hash: planHash(serverId, steps), warning, refused, lines };
}

async function targetOf(actor: Actor, serverId: string) {
  const server = await read().server.findFirst({
    where: { AND: [{ id: serverId }, visibleServers(actor)] },
    select: { ownerId: true, deputyId: true, status: true },
  });
  if (!server) throw new AppError("not_found", "No such server.");
  assertImportable(server, actor);
}

/** By operation: the definition hashes that its grants in force were approved on. */
async function grantsInForce(serverId: string, now: Date): Promise<Map<string, string[]>> {
  const grants = await read().grant.findMany({
    where: {
      ...{ serverId, endedAt: null, fromAt: { lte: now }, definitionHash: { not: null } },
      OR: [{ until: null }, { until: { gt: now } }],
    },
    select: { operationId: true, definitionHash: true },
    orderBy: { id: "asc" },
    take: GRANTS_MAX,
  });
  const byOperation = new Map<string, string[]>();
  for (const { operationId, definitionHash } of grants) {
    if (operationId === null || definitionHash === null) continue;
    byOperation.set(operationId, [...(byOperation.get(operationId) ?? []), definitionHash]);
  }
  return byOperation;
}

const GRANTS_MAX = 20_000;
