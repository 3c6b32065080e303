import "server-only";
import { z } from "zod";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { openRequest, voidOpenRequests } from "@/lib/requests/commands";
import { lockServers, personBehind } from "../commands/server-row";
import { registerNow } from "../facts";
import { documentCounts, documentHash, documentOf } from "./document";
import { SCOPE_APPROVAL, SCOPE_SUBJECT } from "./scope-request-names";
import type { SubmitScopeInput } from "./scope-schema";

/**
 * Asks another person to approve the scope document as it stands, bound to its hash. An open wish for an older one is voided.
 * Errors: forbidden, conflict (it is another one by now; this very one waits already), invalid_input (it is empty).
 */
export async function submitScope(
  ctx: CommandContext,
  { hash, reason }: SubmitScopeInput,
): Promise<{ requestId: string; servers: number; operations: number }> {
  authorize(ctx.actor, "server:edit-all");
  return transact(ctx, async (tx, record) => {
    await lockServers(tx);
    const document = documentOf(await registerNow(ctx.actor, tx));
    if (documentHash(document) !== hash) throw new AppError("conflict", MOVED);
    const counts = documentCounts(document);
    if (counts.servers === 0) throw new AppError("invalid_input", "There is no server in it yet.");
    const [latest] = await tx.scopeApproval.findMany({
      select: { hash: true, servers: true, operations: true },
      orderBy: [{ approvedAt: "desc" }, { id: "desc" }],
      take: 1,
    });
    const open = await tx.request.findMany({
      where: { kind: SCOPE_APPROVAL, status: { in: ["OPEN", "RECORDING"] } },
      select: { diff: true },
      orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
      take: 100,
    });
    if (open.some(({ diff }) => wished.parse(diff).after.hash === hash)) {
      throw new AppError("conflict", "This very document waits for a decision already.");
    }
    const why = "Another version of the scope document was submitted.";
    await voidOpenRequests(tx, record, ctx, SCOPE_SUBJECT.kind, SCOPE_SUBJECT.id, why);
    const after = { hash, ...counts };
    await record({
      action: "scope-document.submitted",
      subjectId: SCOPE_SUBJECT.id,
      before: latest ?? null,
      after,
      reason,
    });
    const { id } = await openRequest(tx, record, ctx, {
      kind: SCOPE_APPROVAL,
      subjectKind: SCOPE_SUBJECT.kind,
      subjectId: SCOPE_SUBJECT.id,
      title: `Approve the scope document of ${counts.servers} servers`,
      reason,
      before: latest ?? null,
      after,
      baseVersion: await tx.scopeApproval.count(),
      permission: "server:decide",
      excludedIds: [],
      requestedById: personBehind(ctx),
    });
    return { requestId: id, servers: counts.servers, operations: counts.operations };
  });
}

const wished = z.object({ after: z.object({ hash: z.string() }) });

const MOVED =
  "The register changed since you opened this page, so this is another document by now. Nothing was submitted; reload the page and look at it again.";
