import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { forgetSource } from "../sources/queries-sources";
import type { SourceReasonInput } from "../sources/source-schema";
import { loadSource, shownSource, writeSource } from "./source-row";

type Turned = { id: string; name: string };

/** Refuses whatever a source sends from now on; what it sent stays. Errors: forbidden, not_found, conflict (disabled already). */
export function disableSource(ctx: CommandContext, input: SourceReasonInput): Promise<Turned> {
  return turn(ctx, input, { action: "source.disabled", disabledAt: ctx.now });
}

/** Takes what a source sends again, by the tokens that are still good. Errors: forbidden, not_found, conflict (not disabled). */
export function enableSource(ctx: CommandContext, input: SourceReasonInput): Promise<Turned> {
  return turn(ctx, input, { action: "source.enabled", disabledAt: null });
}

async function turn(
  ctx: CommandContext,
  { id, reason }: SourceReasonInput,
  to: { action: "source.disabled" | "source.enabled"; disabledAt: Date | null },
): Promise<Turned> {
  authorize(ctx.actor, "source:manage");
  const turned = await transact(ctx, async (tx, record) => {
    const source = await loadSource(tx, id);
    if ((source.disabledAt === null) === (to.disabledAt === null)) {
      const is = to.disabledAt === null ? "not disabled" : "disabled already";
      throw new AppError("conflict", `This source is ${is}.`);
    }
    const saved = await writeSource(tx, source, { disabledAt: to.disabledAt });
    await record({
      action: to.action,
      subjectId: id,
      before: shownSource(source),
      after: shownSource(saved),
      reason,
    });
    return { id, name: source.name };
  });
  forgetSource(id);
  return turned;
}
