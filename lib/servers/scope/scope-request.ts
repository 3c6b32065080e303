import "server-only";
import { AppError } from "@/lib/core/app-error";
import { defineRequestKind } from "@/lib/requests/define-request-kind";
import { lockServers } from "../commands/server-row";
import { registerNow } from "../facts";
import { documentCounts, documentHash, documentOf } from "./document";
import { SCOPE_APPROVAL } from "./scope-request-names";

/** The scope document as a whole, bound to its hash: approved, every later change of the register stands out from it. */
export const scopeApproval = defineRequestKind({
  kind: SCOPE_APPROVAL,
  label: "Approval of the scope document",
  permission: "server:decide",
  fieldLabels: {
    hash: "SHA-256 of the document",
    servers: "Servers",
    inScope: "In scope",
    outOfScope: "Out of scope",
    operations: "Operations",
  },
  link: () => "/servers/scope",
  apply: async (tx, record, ctx, request) => {
    await lockServers(tx);
    const document = documentOf(await registerNow(ctx.actor, tx));
    const hash = documentHash(document);
    if (hash !== request.after.hash || (await tx.scopeApproval.count()) !== request.baseVersion) {
      throw moved();
    }
    const { servers, operations } = documentCounts(document);
    const { document: _, ...approval } = await tx.scopeApproval.create({
      data: {
        ...{ hash, servers, operations, document },
        ...{ requestId: request.id, approvedById: ctx.actor.id, approvedAt: ctx.now },
      },
    });
    // The text of the document may be larger than an entry of the ledger: its hash stands for it.
    await record({
      action: "scope-document.approved",
      subjectId: request.subjectId,
      before: request.before,
      after: approval,
      reason: request.reason,
    });
  },
});

function moved(): AppError {
  return new AppError(
    "conflict",
    "The register changed since this document was submitted. Decline it, and have the newer one submitted.",
  );
}
