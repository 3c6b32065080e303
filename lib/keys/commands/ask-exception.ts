import "server-only";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { addDays } from "@/lib/core/clock";
import { openRequest } from "@/lib/requests/commands";
import { policyInForce } from "@/lib/settings/policies";
import { isRotated } from "../labels";
import { peopleOf } from "../people";
import { assertPossible, partiesOf } from "../policy";
import { EXCEPTION } from "../request-names";
import type { AskExceptionInput } from "../rotation-schema";
import { keysSettings } from "../settings";
import { fieldError, loadKey, personOf } from "./key-row";
import { type KeyDone, keyDone } from "./register-key";

/**
 * Asks that a key may be older than the rule says, for a time and with what makes up for it. Somebody without a part in the key
 * decides. Errors: not_found, forbidden, conflict (not active; asked already), invalid_input (too long, in the past, no rotation asked of it).
 */
export async function askException(
  ctx: CommandContext,
  { keyId, reason, measures, until }: AskExceptionInput,
): Promise<KeyDone> {
  return transact(ctx, async (tx, record) => {
    const key = await loadKey(tx, ctx.actor, keyId);
    const people = await peopleOf(tx, key);
    assertPossible("except", key, people, ctx.actor, ctx.now);
    if (!isRotated(key.kind)) {
      throw new AppError("conflict", "No rotation is asked of a workload identity.");
    }
    const { values } = await policyInForce(keysSettings, ctx.now, tx);
    if (until <= ctx.now) throw fieldError({ until: "An exception ends in the future." });
    if (until > addDays(ctx.now, values.exceptionMaxDays)) {
      throw fieldError({ until: `It holds for at most ${values.exceptionMaxDays} days.` });
    }
    const open = await tx.request.count({
      where: { kind: EXCEPTION, subjectKind: "key", subjectId: key.id, status: "OPEN" },
    });
    if (open > 0) throw new AppError("conflict", "An exception for this key waits for a decision.");
    await openRequest(tx, record, ctx, {
      kind: EXCEPTION,
      subjectKind: "key",
      subjectId: key.id,
      title: `Let the key ${key.label} be older than the rule`,
      reason,
      before: null,
      after: { keyId: key.id, reason, measures, until: until.toISOString() },
      baseVersion: key.version,
      permission: "exception:decide",
      excludedIds: partiesOf(people),
      requestedById: personOf(ctx),
    });
    return keyDone(key);
  });
}
