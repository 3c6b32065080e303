import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { assertEditable } from "../policy";
import type { OperationReasonInput } from "../schema";
import { loadOperation, writeOperation } from "./operation-row";

/**
 * Takes an operation out of use: the server no longer offers it. Errors: not_found, forbidden, conflict (the server or it is
 * retired already).
 */
export async function retireOperation(
  ctx: CommandContext,
  input: OperationReasonInput,
): Promise<{ id: string; name: string }> {
  return move(ctx, input, "operation.retired");
}

/** Takes a retired operation back into use. Errors: not_found, forbidden, conflict (the server is retired; it is in use). */
export async function restoreOperation(
  ctx: CommandContext,
  input: OperationReasonInput,
): Promise<{ id: string; name: string }> {
  return move(ctx, input, "operation.restored");
}

async function move(
  ctx: CommandContext,
  { operationId, reason }: OperationReasonInput,
  action: "operation.retired" | "operation.restored",
): Promise<{ id: string; name: string }> {
  authorize(ctx.actor, "server:register");
  const retires = action === "operation.retired";
  return transact(ctx, async (tx, record) => {
    const { operation, server } = await loadOperation(tx, ctx.actor, operationId);
    assertEditable(server, ctx.actor);
    if ((operation.retiredAt === null) !== retires) {
      throw new AppError(
        "conflict",
        `This operation is ${retires ? "retired" : "in use"} already.`,
      );
    }
    const moved = await writeOperation(tx, operation, { retiredAt: retires ? ctx.now : null });
    await record({ action, subjectId: operation.id, before: operation, after: moved, reason });
    return { id: moved.id, name: moved.name };
  });
}
