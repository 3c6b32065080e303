import "server-only";
import type { Actor } from "@/lib/auth/actor";
import type { Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { isUuid } from "@/lib/core/text";
import type { read } from "@/lib/db/read";
import { visibleFindings } from "../visible";

/** Errors: not_found (also: not theirs to see), conflict (somebody else was faster). */
export async function loadFinding(
  tx: Tx,
  actor: Actor,
  { findingId, version }: { findingId: string; version: number },
) {
  const finding = await tx.finding.findFirst({
    where: { AND: [{ id: findingId }, await visibleFindings(actor)] },
  });
  if (!finding) throw new AppError("not_found", "No such finding.");
  if (finding.version !== version) throw overtaken();
  return finding;
}
export type FindingRecord = Awaited<ReturnType<typeof loadFinding>>;

/** Somebody else disposed of it meanwhile: what they did stands on the page. */
export function overtaken(): AppError {
  return new AppError(
    "conflict",
    "Somebody else has worked on this finding since you opened it. Nothing was saved. Reload the page to see what they did.",
  );
}

/** Who answers for what a finding is about: the owner of the agent or of the source. */
export async function answersFor(
  from: Pick<Tx | ReturnType<typeof read>, "agent" | "source">,
  { subjectKind, subjectId }: Pick<FindingRecord, "subjectKind" | "subjectId">,
): Promise<string | null> {
  if (subjectId === null) return null;
  if (subjectKind === "agent" && isUuid(subjectId)) {
    const agent = await from.agent.findUnique({
      where: { id: subjectId },
      select: { ownerId: true },
    });
    return agent?.ownerId ?? null;
  }
  if (subjectKind !== "source") return null;
  const source = await from.source.findUnique({
    where: { id: subjectId },
    select: { ownerId: true },
  });
  return source?.ownerId ?? null;
}
