import "server-only";
import type { Actor } from "@/lib/auth/actor";
import type { Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { visibleOperations } from "../visible";

/** Loads an operation with its server, by what the actor may see. Errors: not_found. */
export async function loadOperation(tx: Tx, actor: Actor, operationId: string) {
  const found = await tx.operation.findFirst({
    where: { AND: [{ id: operationId }, visibleOperations(actor)] },
    include: { server: true },
  });
  if (!found) throw new AppError("not_found", "No such operation.");
  const { server, ...operation } = found;
  return { operation, server };
}

/** The operation as a command works on it: the whole row. */
export type OperationRecord = Awaited<ReturnType<typeof loadOperation>>["operation"];

type Columns = Parameters<Tx["operation"]["updateManyAndReturn"]>[0]["data"];

/** Writes if the row still is what was read; the loser of a race sees a conflict. Errors: conflict. */
export async function writeOperation(
  tx: Tx,
  operation: OperationRecord,
  data: Columns,
): Promise<OperationRecord> {
  const [written] = await tx.operation.updateManyAndReturn({
    where: { id: operation.id, version: operation.version },
    data: { ...data, version: operation.version + 1 },
  });
  if (!written) {
    throw new AppError("conflict", "Somebody else changed this operation first. Reload the page.");
  }
  return written;
}
