import "server-only";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import { policyInForce } from "@/lib/settings/policies";
import { lockPerson } from "../locks";
import { hashPassword, verifyPassword } from "../password";
import type { SetPasswordInput } from "../schema";
import { authSettings } from "../settings";
import { assertMayTry, attemptOf, lockCounters } from "../throttle";
import { endSessionsOf } from "./end-session";
import { assertAcceptable, storePassword } from "./join";
import { insertFailure } from "./sign-in";
import { tell } from "./tell";

/** Sets the actor's own password and ends their other sessions. Errors: invalid_input (either password), throttled. */
export async function setPassword(
  ctx: CommandContext,
  { current, password }: SetPasswordInput,
): Promise<void> {
  const { actor } = ctx;
  const assertConfirmed = await confirmPassword(ctx, current);
  const identity = await read().personIdentity.findUnique({ where: { personId: actor.id } });
  if (!identity) throw new AppError("not_found", "No such person.");
  assertAcceptable(password, identity);
  const hash = await hashPassword(password);
  await transact(ctx, async (tx, record) => {
    await assertConfirmed(tx);
    await lockPerson(tx, actor.id);
    await storePassword(tx, record, { personId: actor.id, hash, changedAt: ctx.now });
    const here = actor.kind === "person" ? actor.sessionId : undefined;
    await endSessionsOf(tx, record, ctx.now, {
      personId: actor.id,
      ...(here ? { id: { not: here } } : {}),
    });
    await tell(tx, record, ctx, actor.id, "person.password-set");
  });
}

/** To be asked inside the transaction that follows: guesses sent at once count there, right or wrong. */
export type Confirmation = (tx: Tx) => Promise<void>;

/**
 * Checks the actor's own password before an act that a found, unlocked screen must not be enough for.
 * Wrong ones count like failed sign-ins. Errors: invalid_input (field `current`), throttled.
 */
export async function confirmPassword(ctx: CommandContext, current: string): Promise<Confirmation> {
  const personId = ctx.actor.id;
  const person = await read().person.findFirst({
    where: { id: personId },
    select: { password: { select: { hash: true } }, identity: { select: { email: true } } },
  });
  if (!person?.password || !person.identity) throw noPassword();
  const { values: policy } = await policyInForce(authSettings, ctx.now);
  const attempt = attemptOf(person.identity.email, `person:${personId}`);
  await assertMayTry(read(), attempt, policy, ctx.now);
  const assertUncrowded = async (tx: Tx) => {
    await lockCounters(tx, attempt);
    await assertMayTry(tx, attempt, policy, ctx.now);
  };
  if (await verifyPassword(person.password.hash, current)) return assertUncrowded;
  await transact(ctx, async (tx, record) => {
    await assertUncrowded(tx);
    const why = "wrong password on the profile";
    await insertFailure(tx, record, ctx.now, attempt, { personId, why });
  });
  throw new AppError("invalid_input", {
    message: "The current password is not right.",
    fieldErrors: { current: ["This is not your current password."] },
  });
}

function noPassword(): AppError {
  return new AppError("invalid_input", {
    message: "You sign in without a password.",
    fieldErrors: { current: ["You have no password here. Ask an admin for a new-password link."] },
  });
}
