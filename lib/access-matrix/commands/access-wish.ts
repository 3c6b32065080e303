import "server-only";
import type { CommandContext, Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { Wish } from "@/lib/requests/commands";
import { creepWords } from "../grants/creep";
import { creepOfAgent } from "../grants/creep-facts";
import { OPERATIONS_PER_SERVER_MAX } from "../grants/limits";
import {
  ANY_DECIDER,
  beyondPurpose,
  decidersOfServer,
  isSensitive,
  objectionToOperation,
  objectionToServer,
  partiesOf,
} from "../grants/policy";
import type { RequestAccessInput } from "../grants/schema";
import { type AccessWish, dataClassWord, staying } from "../grants/wish";
import {
  ableAmong,
  assertNone,
  type LoadedKey,
  type LoadedOperation,
  type LoadedServer,
} from "./access-facts";
import type { GrantRecord } from "./give-grant";

/** What somebody asks for on one server. */
export type Asking = {
  input: RequestAccessInput;
  key: LoadedKey["key"];
  agent: NonNullable<LoadedKey["agent"]>;
  requestedById: string;
  server: LoadedServer;
  operations: readonly LoadedOperation[];
  /** Who had a part in what this takes the place of; nobody unless given. */
  barredIds?: readonly string[];
};

/** Errors: conflict (server retired or out of scope or not in the environment; an operation that cannot be granted). */
export function assertGrantable({ key, server, operations }: Asking): void {
  assertNone(
    objectionToServer(server, key.environment),
    ...operations.map((operation) => objectionToOperation(operation, key.environment)),
  );
}

/** The wish in full: what is granted now, what is asked for, and who decides that. Errors: invalid_input (too many operations). */
export async function accessWishOf(
  tx: Tx,
  ctx: CommandContext,
  asking: Asking & { current: readonly GrantRecord[] },
): Promise<
  Pick<Wish, "title" | "reason" | "before" | "after" | "excludedIds"> & { namedIds: string[] }
> {
  const { input, key, agent, server, operations, current, requestedById, barredIds = [] } = asking;
  assertFitsOneRequest(operations, server);
  const excludedIds = partiesOf(key, agent);
  const deciders = isSensitive(key.environment, operations)
    ? decidersOfServer(
        server,
        [...excludedIds, ...barredIds, requestedById],
        await ableAmong(tx, [server.ownerId, server.deputyId]),
      )
    : ANY_DECIDER;
  const stays = await namesOfGrants(tx, current);
  const count = operations.length === 1 ? "1 operation" : `${operations.length} operations`;
  const after: AccessWish = {
    ...wishOf(asking, creepWords(await creepOfAgent(tx, agent, ctx.now))),
    operations: [...operations.map((each) => entryOf(each, current)), ...stays],
    decidedBy: deciders.says,
  };
  return {
    title: `Access for ${agent.name} to ${server.name} (${key.environment}): ${count}`,
    reason: input.purpose,
    before: current.length > 0 ? { operations: stays } : null,
    after,
    excludedIds,
    namedIds: deciders.namedIds,
  };
}

function wishOf({ input, key, agent, server, operations }: Asking, additions: string | null) {
  const { dataClasses, environment } = beyondPurpose(agent, key.environment, operations);
  const beyond = [
    ...dataClasses.map(dataClassWord),
    ...(environment === null ? [] : [`the environment ${environment}`]),
  ];
  return {
    agent: agent.name,
    key: `${key.label} (${key.publicId})`,
    server: server.name,
    environment: key.environment,
    purpose: input.purpose,
    until: input.until.toISOString(),
    beyond: beyond.length > 0 ? beyond.join(", ") : null,
    additions,
    allowTest: input.allowTest,
    denyTest: input.denyTest,
  };
}

function entryOf(operation: LoadedOperation, current: readonly GrantRecord[]) {
  const { id, name, access, dataClasses, observedHash } = operation;
  const held = current.find(({ operationId }) => operationId === id);
  return { id, name, access, dataClasses, definition: observedHash, replaces: held?.id ?? null };
}

async function namesOfGrants(tx: Tx, grants: readonly GrantRecord[]): Promise<string[]> {
  const ids = grants.flatMap(({ operationId }) => (operationId === null ? [] : [operationId]));
  const operations = await tx.operation.findMany({
    where: { id: { in: ids } },
    select: { name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: ids.length,
  });
  const names = operations.map(({ name }) => name);
  const wildcard = grants.some(({ operationId }) => operationId === null);
  return staying(wildcard ? ["* (every operation)", ...names] : names);
}

function assertFitsOneRequest(operations: readonly unknown[], server: { name: string }): void {
  if (operations.length <= OPERATIONS_PER_SERVER_MAX) return;
  const says = `Ask for at most ${OPERATIONS_PER_SERVER_MAX} operations of ${server.name} at a time, so that somebody can judge each.`;
  const fieldErrors = { operationIds: [says] };
  throw new AppError("invalid_input", { message: "Check the fields.", fieldErrors });
}
