import "server-only";
import { answerableId } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { DISPOSE_FIELD_LABEL, GAP_DISPOSITION_LABEL, isGapDisposition } from "../gaps/gap-labels";
import type { DisposeGapInput } from "../gaps/gap-schema";
import { asJson, type GapRow } from "./gap-rows";

/**
 * Says what a gap is: explained or accepted, with cause and impact; or opens it again, with the reason. It stays a gap.
 * Errors: forbidden (no person asks), not_found, conflict (somebody said something else first; with both versions).
 */
export async function disposeGap(ctx: CommandContext, input: DisposeGapInput) {
  const disposedById = answerableId(ctx.actor);
  if (disposedById === null)
    throw new AppError("forbidden", "Only a named person can say what a gap is.");
  const { gapId, version, disposition, cause, impact, incident } = input;
  return transact(ctx, async (tx, record) => {
    const gap = await tx.gap.findUnique({ where: { id: gapId } });
    if (!gap) throw new AppError("not_found", "No such gap.");
    if (gap.version !== version) throw changedMeanwhile(input, gap);
    const said =
      disposition === "unexplained"
        ? { cause: null, impact: null, incident: null, disposedById: null, disposedAt: null }
        : { cause, impact, incident: incident || null, disposedById, disposedAt: ctx.now };
    const [after] = await tx.gap.updateManyAndReturn({
      where: { id: gap.id, version },
      data: { disposition, ...said, version: version + 1 },
    });
    if (!after)
      throw new AppError("conflict", "Somebody else changed this gap first. Reload the page.");
    await record({
      action: "gap.disposed",
      subjectId: gap.id,
      before: asJson(gap),
      after: asJson(after),
      reason: cause,
    });
    return { id: after.id, disposition };
  });
}

function changedMeanwhile(input: DisposeGapInput, gap: GapRow): AppError {
  const stands = isGapDisposition(gap.disposition) ? gap.disposition : "unexplained";
  const entry = (field: "cause" | "impact" | "incident", theirs: string | null) => ({
    field,
    label: DISPOSE_FIELD_LABEL[field],
    mine: input[field],
    theirs: theirs ?? "",
  });
  return new AppError("conflict", {
    message: "This gap changed while the page was open.",
    conflict: [
      {
        field: "version",
        label: DISPOSE_FIELD_LABEL.version,
        mine: String(input.version),
        theirs: String(gap.version),
      },
      {
        field: "disposition",
        label: DISPOSE_FIELD_LABEL.disposition,
        mine: GAP_DISPOSITION_LABEL[input.disposition],
        theirs: GAP_DISPOSITION_LABEL[stands],
        theirsValue: stands,
      },
      entry("cause", gap.cause),
      entry("impact", gap.impact),
      entry("incident", gap.incident),
    ].filter(({ mine, theirs }) => mine !== theirs),
  });
}
