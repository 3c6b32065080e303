import "server-only";
import { can } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { peopleOf } from "../people";
import { objectionToManaging } from "../policy";
import type { EndExceptionInput } from "../rotation-schema";
import { loadKey } from "./key-row";
import { type KeyDone, keyDone } from "./register-key";

/** Ends an exception before its day. Errors: not_found, forbidden (no part in the key, no right to decide), conflict (ended). */
export async function endException(
  ctx: CommandContext,
  { exceptionId, reason }: EndExceptionInput,
): Promise<KeyDone> {
  return transact(ctx, async (tx, record) => {
    const exception = await tx.keyException.findUnique({ where: { id: exceptionId } });
    if (!exception) throw new AppError("not_found", "No such exception.");
    const key = await loadKey(tx, ctx.actor, exception.keyId);
    const objection = objectionToManaging(await peopleOf(tx, key), ctx.actor);
    if (objection && !can(ctx.actor, "exception:decide")) throw objection;
    if (exception.until <= ctx.now) throw new AppError("conflict", "This exception has ended.");
    const [ended] = await tx.keyException.updateManyAndReturn({
      where: { id: exception.id, endedAt: null },
      data: { endedAt: ctx.now },
    });
    if (!ended) throw new AppError("conflict", "Somebody else ended this exception first.");
    await record({
      action: "key-exception.ended",
      subjectId: exception.id,
      before: exception,
      after: ended,
      reason,
    });
    return keyDone(key);
  });
}
