import "server-only";
import type { ChangeAction } from "@/lib/change-log/actions";
import { recordOf } from "@/lib/change-log/record-json";
import type { Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { boundDiff } from "./diff";
import type { StoredRequest } from "./load";

/** The acts after which a request waits for a decision; what they wrote of it is what may be decided. */
const WAITS: readonly ChangeAction[] = ["request.opened", "request.revised", "request.handed-over"];

const TAMPERED =
  "What is stored for this request is not what was asked for: its hash differs. Nothing was decided. Ask for it to be withdrawn and opened again.";
const FORGED =
  "What is stored for this request is not what the change log tells of it: who asked, who may decide, or what. Somebody wrote it behind the application. Nothing was decided; ask for it to be opened again.";

/**
 * Why the stored row is not what was asked for: its diff is not what its hash says, or who asked, who is left out and whom it
 * waits for are not what the change log last recorded (SCN-01). Null if it is.
 */
export async function objectionToRow(tx: Tx, request: StoredRequest): Promise<AppError | null> {
  if (!boundDiff(request)) return new AppError("conflict", TAMPERED);
  const change = await tx.changeLogEntry.findFirst({
    where: { subjectKind: "request", subjectId: request.id, action: { in: [...WAITS] } },
    select: { after: true },
    orderBy: { seq: "desc" },
  });
  const told = recordOf(change?.after ?? null);
  const same =
    told?.diffHash === request.diffHash &&
    told.permission === request.permission &&
    told.requestedById === request.requestedById &&
    isList(told.excludedIds, request.excludedIds) &&
    isList(told.namedIds, request.namedIds);
  return same ? null : new AppError("conflict", FORGED);
}

function isList(told: unknown, stored: readonly string[]): boolean {
  return JSON.stringify(told) === JSON.stringify(stored);
}
