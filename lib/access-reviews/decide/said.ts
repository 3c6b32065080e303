import "server-only";
import type { CommandContext } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import type { DecisionRow } from "./current-decisions";

type Sent = { readonly id: string; readonly lineId: string; readonly stage: number };

/**
 * Runs `make` unless what was sent has arrived before: a browser sends again what it had no answer to, and two tabs may send the same.
 * Errors: conflict (the id is that of another decision), those of `make`.
 */
export async function saidBefore(
  ctx: CommandContext,
  sent: Sent,
  make: () => Promise<DecisionRow>,
): Promise<DecisionRow> {
  const before = await arrived(ctx, sent);
  if (before) return before;
  try {
    return await make();
  } catch (error) {
    const meanwhile = await arrived(ctx, sent);
    if (meanwhile) return meanwhile;
    throw error;
  }
}

async function arrived(ctx: CommandContext, sent: Sent): Promise<DecisionRow | null> {
  const row = await read().reviewDecision.findUnique({ where: { id: sent.id } });
  if (!row) return null;
  const same =
    row.personId === ctx.actor.id && row.lineId === sent.lineId && row.stage === sent.stage;
  if (same) return row;
  throw new AppError("conflict", "This decision has the id of another one. Decide the line again.");
}
