import "server-only";
import type { Recorder, Tx } from "@/lib/change-log/transact";
import type { AppError } from "@/lib/core/app-error";
import type { StoredRequest } from "./load";

/** The request as it stands now; nobody moves it on before this transaction ends. */
export async function lockedRequest(tx: Tx, id: string): Promise<StoredRequest> {
  await tx.$queryRaw`SELECT 1 FROM "Request" WHERE "id" = ${id}::uuid FOR UPDATE`;
  return tx.request.findUniqueOrThrow({ where: { id } });
}

/**
 * Records that somebody was refused, and answers the refusal: whoever is in the command throws it once that is committed. The
 * request is read under a lock, so that its last record never shows a state which it has left.
 */
export async function refuse(
  tx: Tx,
  record: Recorder,
  requestId: string,
  refusal: AppError,
): Promise<AppError> {
  const request = await lockedRequest(tx, requestId);
  await record({
    action: "request.refused",
    subjectId: requestId,
    before: request,
    after: request,
    reason: refusal.message,
  });
  return refusal;
}
