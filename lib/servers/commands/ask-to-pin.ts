import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { isPinned } from "../definitions/definition-row";
import type { AskToPinInput } from "../definitions/definition-schema";
import { assertImportable } from "../definitions/importable";
import { PIN_SUBJECT } from "../definitions/pin-request-names";
import { askToPin } from "../definitions/pin-wish";
import { loadOperation } from "./operation-row";

/**
 * Asks another person to pin what a server says of an operation now: where that was declined or withdrawn before. Errors:
 * not_found, forbidden, conflict (nothing observed, pinned as it is, or asked for already).
 */
export async function askToPinOperation(
  ctx: CommandContext,
  { operationId, reason }: AskToPinInput,
): Promise<{ requestId: string; name: string }> {
  authorize(ctx.actor, "server:import");
  return transact(ctx, async (tx, record) => {
    const { operation, server } = await loadOperation(tx, ctx.actor, operationId);
    assertImportable(server, ctx.actor);
    const definitions = await tx.operationDefinition.findMany({ where: { operationId } });
    const observed = definitions.find(({ replacedAt }) => replacedAt === null);
    const pinned = definitions.find(isPinned) ?? null;
    if (!observed || operation.retiredAt) {
      throw new AppError("conflict", "The server says nothing of it now. Import its tools first.");
    }
    if (observed.hash === pinned?.hash) {
      throw new AppError("conflict", "What the server says is pinned already. Reload the page.");
    }
    const open = await tx.request.count({
      where: { subjectKind: PIN_SUBJECT, subjectId: operationId, status: "OPEN" },
    });
    if (open > 0) throw new AppError("conflict", "A request to pin it waits already.");
    const importerIds = await importersOf(tx, operationId, observed.id);
    const wish = { server, operation, observed, pinned, reason, importerIds };
    const { id } = await askToPin(tx, record, ctx, wish);
    return { requestId: id, name: operation.name };
  });
}

/** Who brought a definition: they approve it no more because somebody else asks (CC6.8). */
async function importersOf(tx: Tx, operationId: string, definitionId: string): Promise<string[]> {
  const first = await tx.changeLogEntry.findFirst({
    where: {
      subjectKind: PIN_SUBJECT,
      subjectId: operationId,
      action: { in: ["definition.observed", "definition.drifted"] },
      after: { path: ["id"], equals: definitionId },
    },
    select: { actorId: true },
    orderBy: { seq: "asc" },
  });
  return first ? [first.actorId] : [];
}
