import "server-only";
import type { Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { ACCESS_REMOVAL, ACCESS_SUBJECT } from "../request-names";

/** Errors: conflict (somebody asked for access of this key on this server, and nobody has decided). */
export async function assertNothingWaits(
  tx: Tx,
  subjectId: string,
  serverName: string,
): Promise<void> {
  const waiting = await tx.request.findFirst({
    where: {
      subjectKind: ACCESS_SUBJECT,
      subjectId,
      status: { in: ["OPEN", "RECORDING"] },
      kind: { not: ACCESS_REMOVAL },
    },
    select: { title: true },
  });
  if (!waiting) return;
  throw new AppError(
    "conflict",
    `A request for this key on ${serverName} waits for a decision already: ${waiting.title}. Wait for it, or have it withdrawn in the inbox, and ask again.`,
  );
}
