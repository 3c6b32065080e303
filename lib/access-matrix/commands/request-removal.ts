import "server-only";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { openRequest } from "@/lib/requests/commands";
import { inForce } from "../grants/in-force";
import { ENDING_MAX } from "../grants/limits";
import { ANY_DECIDER } from "../grants/policy";
import type { RequestRemovalInput } from "../grants/schema";
import type { RemovalWish } from "../grants/wish";
import { ACCESS_REMOVAL, ACCESS_SUBJECT, accessSubject } from "../request-names";
import { askerOf, keyWords, loadKey, loadServer, lockAccess } from "./access-facts";
import type { GrantRecord } from "./give-grant";

/** One request per key and server. */
export type RemovalAsked = {
  requests: { id: string; keyId: string; serverId: string; title: string; grants: number }[];
};

/**
 * Asks that grants end: one request per key and server; another person with grant:decide approves it. Errors: not_found (a
 * grant), forbidden (neither part in the agent nor grant:request-all), conflict (a grant has ended, or its end is asked for
 * already), invalid_input (too many of one key on one server).
 */
export async function requestRemoval(
  ctx: CommandContext,
  { grantIds, reason }: RequestRemovalInput,
): Promise<RemovalAsked> {
  return transact(ctx, async (tx, record) => {
    const grants = await loadGrants(tx, grantIds);
    if (grants.some((grant) => !inForce(grant, ctx.now))) {
      throw new AppError("conflict", "One of these grants has ended already. Reload the page.");
    }
    const groups = Map.groupBy(grants, ({ keyId, serverId }) => accessSubject(keyId, serverId));
    const requests: RemovalAsked["requests"] = [];
    for (const [subjectId, ending] of [...groups].sort(([one], [other]) =>
      one < other ? -1 : 1,
    )) {
      await lockAccess(tx, subjectId);
      requests.push(await openRemoval(tx, record, ctx, { subjectId, ending, reason }));
    }
    return { requests };
  });
}

/** Grants by id. Errors: not_found. */
export async function loadGrants(tx: Tx, ids: readonly string[]): Promise<GrantRecord[]> {
  const grants = await tx.grant.findMany({
    where: { id: { in: [...ids] } },
    orderBy: [{ fromAt: "asc" }, { id: "asc" }],
    take: ids.length,
  });
  if (grants.length < new Set(ids).size) throw new AppError("not_found", "No such grant.");
  return grants;
}

type Removal = { subjectId: string; ending: readonly GrantRecord[]; reason: string };

async function openRemoval(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { subjectId, ending, reason }: Removal,
): Promise<RemovalAsked["requests"][number]> {
  const [first] = ending;
  if (!first) throw new Error("a removal of nothing");
  const { keyId, serverId, environment } = first;
  const { key, agent } = await loadKey(tx, keyId);
  const requestedById = askerOf(ctx, key, agent);
  const server = await loadServer(tx, serverId);
  assertFits(ending, server.name);
  await assertNotAskedYet(tx, subjectId, ending);
  const names = await namesOf(tx, ending);
  const whose = agent?.name ?? key.label;
  const count = ending.length === 1 ? "1 grant" : `${ending.length} grants`;
  const title = `End access of ${whose} to ${server.name} (${environment}): ${count}`;
  const { id } = await openRequest(tx, record, ctx, {
    kind: ACCESS_REMOVAL,
    subjectKind: ACCESS_SUBJECT,
    subjectId,
    title,
    reason,
    before: null,
    after: {
      agent: agent?.name ?? "",
      key: keyWords(key),
      server: server.name,
      environment,
      ending: ending.map((grant) => ({ id: grant.id, name: names.get(grant.id) ?? "*" })),
      decidedBy: ANY_DECIDER.says,
    } satisfies RemovalWish,
    baseVersion: 0,
    urgent: true,
    permission: "grant:decide",
    excludedIds: [], // less access: whoever answers for the agent may agree, if somebody else asked
    requestedById,
  });
  return { id, keyId, serverId, title, grants: ending.length };
}

async function assertNotAskedYet(
  tx: Tx,
  subjectId: string,
  ending: readonly GrantRecord[],
): Promise<void> {
  const waiting = await tx.request.findFirst({
    where: {
      subjectKind: ACCESS_SUBJECT,
      subjectId,
      kind: ACCESS_REMOVAL,
      status: { in: ["OPEN", "RECORDING"] },
    },
    select: { title: true },
    orderBy: { requestedAt: "desc" },
  });
  if (!waiting) return;
  const which = ending.length === 1 ? "this grant" : "these grants";
  throw new AppError(
    "conflict",
    `A removal for the key and server of ${which} waits for a decision already: ${waiting.title}. Wait for it, or have it withdrawn in the inbox, and ask again.`,
  );
}

function assertFits(ending: readonly unknown[], server: string): void {
  if (ending.length <= ENDING_MAX) return;
  throw new AppError(
    "invalid_input",
    `Ask for the end of at most ${ENDING_MAX} grants of one key on ${server} at a time.`,
  );
}

async function namesOf(
  tx: Tx,
  grants: readonly GrantRecord[],
): Promise<ReadonlyMap<string, string>> {
  const operations = await tx.operation.findMany({
    where: { id: { in: grants.flatMap(({ operationId }) => operationId ?? []) } },
    select: { id: true, name: true },
    orderBy: { id: "asc" },
    take: grants.length,
  });
  const names = new Map(operations.map(({ id, name }) => [id, name]));
  return new Map(
    grants.flatMap(({ id, operationId }) => {
      const name = operationId === null ? "*" : names.get(operationId);
      return name === undefined ? [] : [[id, name] as const];
    }),
  );
}
