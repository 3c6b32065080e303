import "server-only";
import { type Actor, authorize } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/app-error";
import { addDays } from "@/lib/core/clock";
import { isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import { getLastSeal } from "@/lib/ledger-store/queries";
import { policyInForce } from "@/lib/settings/policies";
import { activitySettings } from "../settings";

const LISTED_MAX = 100;

/** Leak checks, newest first, at most 100. Errors: forbidden. */
export async function listLeakChecks(actor: Actor) {
  authorize(actor, "redaction:read");
  return read().leakCheck.findMany({
    orderBy: [{ drawnAt: "desc" }, { id: "asc" }],
    take: LISTED_MAX,
  });
}
export type ListedLeakCheck = Awaited<ReturnType<typeof listLeakChecks>>[number];

/** Errors: forbidden, not_found. */
export async function getLeakCheck(actor: Actor, id: string): Promise<ListedLeakCheck> {
  authorize(actor, "redaction:read");
  const check = isUuid(id) ? await read().leakCheck.findUnique({ where: { id } }) : null;
  if (!check) throw new AppError("not_found", "No such leak check.");
  return check;
}

/** When the last one was signed and the next is due; `dueAt` is null while there is nothing to draw from. */
export type LeakCheckDue = {
  readonly lastSignedAt: Date | null;
  readonly dueAt: Date | null;
  readonly isOverdue: boolean;
  readonly everyDays: number;
  readonly size: number;
};

/** Errors: forbidden. */
export async function leakCheckDue(actor: Actor, now: Date): Promise<LeakCheckDue> {
  authorize(actor, "redaction:read");
  const [{ values }, last, seal, first] = await Promise.all([
    policyInForce(activitySettings, now),
    read().leakCheck.findFirst({
      where: { signedAt: { not: null } },
      orderBy: { signedAt: "desc" },
      select: { signedAt: true },
    }),
    getLastSeal("calls"),
    read().ledgerCall.findFirst({
      where: { type: "call" },
      orderBy: [{ ts: "asc" }, { idx: "asc" }],
      select: { ts: true },
    }),
  ]);
  const lastSignedAt = last?.signedAt ?? null;
  const since = lastSignedAt ?? (seal ? (first?.ts ?? null) : null);
  const dueAt = since === null ? null : addDays(since, values.leakCheckDays);
  return {
    ...{ lastSignedAt, dueAt, isOverdue: dueAt !== null && dueAt < now },
    ...{ everyDays: values.leakCheckDays, size: values.leakCheckSize },
  };
}
