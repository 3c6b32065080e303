import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { AdoptOperationsInput } from "../bulk-schema";
import { operationColumns } from "../content";
import { OPERATIONS_MAX } from "../limits";
import { assertEditable } from "../policy";
import type { OperationWish, RegisterOperationInput } from "../schema";
import type { OperationRecord } from "./operation-row";
import { loadServer, personBehind } from "./server-row";

/**
 * Registers one operation of a server in use. Errors: not_found, forbidden, conflict (the server is retired),
 * invalid_input (it has one of this name).
 */
export async function registerOperation(
  ctx: CommandContext,
  { serverId, ...wish }: RegisterOperationInput,
): Promise<{ id: string; name: string; server: { id: string; slug: string; name: string } }> {
  authorize(ctx.actor, "server:register");
  return transact(ctx, async (tx, record) => {
    const { id, slug, name, ...server } = await loadServer(tx, ctx.actor, serverId);
    assertEditable(server, ctx.actor);
    const [operation] = await registerOperations(tx, record, ctx, { serverId, wishes: [wish] });
    if (!operation) throw new Error("an operation was registered and not answered");
    return { id: operation.id, name: operation.name, server: { id, slug, name } };
  });
}

/**
 * Registers operations that were called under a name the server does not have yet. Errors: not_found, forbidden, conflict (the
 * server is retired), invalid_input (it has one of these names by now: nothing is saved then).
 */
export async function adoptOperations(
  ctx: CommandContext,
  { serverId, operations }: AdoptOperationsInput,
): Promise<{ name: string; adopted: number }> {
  authorize(ctx.actor, "server:register");
  return transact(ctx, async (tx, record) => {
    const server = await loadServer(tx, ctx.actor, serverId);
    assertEditable(server, ctx.actor);
    const wishes = operations.map((each) => ({ ...each, meaning: "", dataClasses: [] }));
    const adopted = await registerOperations(tx, record, ctx, { serverId, wishes });
    return { name: server.name, adopted: adopted.length };
  });
}

/**
 * Registers many operations of one server within a command, which has asked whether it may: one change for each, in the order
 * given. Errors: invalid_input (a name twice, or one that the server has, also retired), too_large (more than 5,000 of a server).
 */
export async function registerOperations(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { serverId, wishes }: { serverId: string; wishes: readonly OperationWish[] },
): Promise<OperationRecord[]> {
  const by = { id: personBehind(ctx), at: ctx.now };
  if ((await tx.operation.count({ where: { serverId } })) + wishes.length > OPERATIONS_MAX) {
    throw new AppError("too_large", `One server has at most ${OPERATIONS_MAX} operations.`);
  }
  const columns = wishes.map((wish) => ({ serverId, ...operationColumns(wish, by) }));
  // A name that is there is left out by the database, also where another import wrote it just now.
  const written = await tx.operation.createManyAndReturn({ data: columns, skipDuplicates: true });
  const byName = new Map(written.map((operation) => [operation.name, operation]));
  const operations = wishes.map(({ name }) => byName.get(name));
  const there = wishes.filter(({ name }) => !byName.has(name)).map(({ name }) => name);
  if (there.length > 0 || written.length < wishes.length) throw taken(there);
  const registered = operations.filter((operation) => operation !== undefined);
  for (const operation of registered) {
    await record({
      action: "operation.registered",
      subjectId: operation.id,
      before: null,
      after: operation,
    });
  }
  return registered;
}

function taken(names: readonly string[]): AppError {
  const says =
    names.length === 0
      ? "One name stands there twice."
      : `The server has it already, in use or retired: ${names.slice(0, 5).join(", ")}.`;
  const fieldErrors = { name: [says] };
  return new AppError("invalid_input", { message: says, fieldErrors });
}
