import "server-only";
import type { Tx } from "@/lib/change-log/transact";

/** The newest signature about a subject, or null. */
export function newestSignature(tx: Tx, subjectKind: string, subjectId: string) {
  return tx.signature.findFirst({
    where: { subjectKind, subjectId },
    select: { sequence: true, hash: true },
    orderBy: { sequence: "desc" },
  });
}
