import "server-only";
import type { Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";

/** A removal as it is stored. */
export type RemediationRecord = Awaited<ReturnType<Tx["reviewRemediation"]["findUniqueOrThrow"]>>;

type Data = Parameters<Tx["reviewRemediation"]["updateManyAndReturn"]>[0]["data"];

/** Writes a removal that nobody changed since it was read. Errors: conflict. */
export async function writeRemoval(
  tx: Tx,
  before: RemediationRecord,
  data: Data,
): Promise<RemediationRecord> {
  const [after] = await tx.reviewRemediation.updateManyAndReturn({
    where: { id: before.id, version: before.version },
    data: { ...data, version: before.version + 1 },
  });
  if (!after) throw new AppError("conflict", "Something else changed this removal meanwhile.");
  return after;
}

/** A removal. Errors: not_found. */
export async function loadRemoval(tx: Tx, id: string): Promise<RemediationRecord> {
  const row = await tx.reviewRemediation.findUnique({ where: { id } });
  if (!row) throw new AppError("not_found", "No such removal.");
  return row;
}
