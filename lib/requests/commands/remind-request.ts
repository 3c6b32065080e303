import "server-only";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { utcDay } from "@/lib/core/clock";
import { notify } from "@/lib/notify/notify";
import { policyInForce } from "@/lib/settings/policies";
import { decidersOf } from "../deciders";
import { loadRequest } from "../load";
import { reminderDueAt } from "../policy";
import { listUnreminded } from "../queries";
import { requestsSettings } from "../settings";

/** Reminds once of each request nobody decided, by the rules in force when it was opened. */
export async function remindRequests(ctx: CommandContext): Promise<void> {
  for (const { id, requestedAt } of await listUnreminded(ctx.actor)) {
    const { values } = await policyInForce(requestsSettings, requestedAt);
    if (reminderDueAt(requestedAt, values.remindAfterDays) <= ctx.now) await remind(ctx, id);
  }
}

async function remind(ctx: CommandContext, id: string): Promise<void> {
  await transact(ctx, async (tx, record) => {
    const request = await loadRequest(tx, ctx.actor, id);
    const [reminded] = await tx.request.updateManyAndReturn({
      where: { id, status: "OPEN", remindedAt: null },
      data: { remindedAt: ctx.now },
    });
    if (!reminded) throw new AppError("conflict", "This request changed while it was reminded of.");
    await record({ action: "request.reminded", subjectId: id, before: request, after: reminded });
    const due = utcDay(request.dueAt);
    await notify(tx, record, ctx, {
      personIds: await decidersOf(tx, request),
      kind: "request.reminder",
      title: `Still waits: ${request.title}`,
      body: request.dueAt < ctx.now ? `It was due ${due}.` : `It is due ${due}.`,
      link: `/inbox/${id}`,
    });
  });
}
