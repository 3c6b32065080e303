import "server-only";
import { z } from "zod";
import { answerableId } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { readRows, sql } from "@/lib/db/read";
import { dayWindow } from "../gaps/day-window";
import type { EnterTotalInput } from "../gaps/gap-schema";

/**
 * Writes down what somebody else counted of a source's day, beside what the ledger holds of it now (IPE-23). A difference needs
 * an explanation. Errors: forbidden (no person asks), not_found (no such source), invalid_input.
 */
export async function enterTotal(ctx: CommandContext, input: EnterTotalInput) {
  const enteredById = answerableId(ctx.actor);
  if (enteredById === null)
    throw new AppError("forbidden", "Only a named person can enter a total.");
  const { sourceId, day, zone, origin, explanation } = input;
  const total = BigInt(input.total);
  return transact(ctx, async (tx, record) => {
    const source = await tx.source.findUnique({ where: { id: sourceId }, select: { id: true } });
    if (!source) throw new AppError("not_found", "No such source.");
    const recorded = await recordedIn(sourceId, dayWindow(day, zone));
    if (recorded !== total && explanation === "") throw unexplained(recorded);
    const entered = await tx.sourceTotal.create({
      data: {
        ...{ sourceId, day: new Date(day), zone, total, recorded, origin, explanation },
        ...{ enteredById, enteredAt: ctx.now },
      },
    });
    await record({
      action: "source-total.entered",
      subjectId: entered.id,
      before: null,
      after: { ...entered, day, total: String(total), recorded: String(recorded) },
    });
    return { id: entered.id, total, recorded };
  });
}

function unexplained(recorded: bigint): AppError {
  return new AppError("invalid_input", {
    message: "The totals differ.",
    fieldErrors: {
      explanation: [
        `The ledger holds ${recorded.toLocaleString("en")} calls of that day. Say where the difference comes from.`,
      ],
    },
  });
}

async function recordedIn(source: string, { from, to }: { from: Date; to: Date }): Promise<bigint> {
  const [row] = await readRows(
    z.object({ calls: z.bigint() }),
    sql`SELECT count(*) AS calls FROM ledger_calls
        WHERE source = ${source} AND kind = 'tool_call' AND at >= ${from} AND at < ${to}
          AND NOT EXISTS (SELECT FROM ledger_calls newer WHERE newer.corrects = ledger_calls.idx AND newer.source = ledger_calls.source)`,
  );
  return row?.calls ?? 0n;
}
