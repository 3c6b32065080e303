import "server-only";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import { policyInForce } from "@/lib/settings/policies";
import { verifyPassword } from "../password";
import type { SignInInput } from "../schema";
import { authSettings } from "../settings";
import {
  type Attempt,
  assertMayTry,
  attemptOf,
  lockCounters,
  minutesToWait,
  type ThrottlePolicy,
} from "../throttle";
import { asPerson, insertSession, type SignInOrigin } from "./start-session";

/** What came of a try. `refused` says no more: not whether the account exists, nor what was wrong. */
export type SignInOutcome =
  | { status: "started"; sessionId: string }
  | { status: "refused" }
  | { status: "wait"; minutes: number };

/**
 * Signs in with e-mail address and password. A refusal takes the same work and writes the same rows
 * whatever its cause; while the caller has to wait nothing is written and no password is compared.
 */
export async function signIn(
  ctx: CommandContext,
  { email, password }: SignInInput,
  origin: SignInOrigin,
): Promise<SignInOutcome> {
  const { values: policy } = await policyInForce(authSettings, ctx.now);
  const attempt = attemptOf(email, origin.address);
  const minutes = await minutesToWait(read(), attempt, policy, ctx.now);
  if (minutes > 0) return { status: "wait", minutes };

  const account = await accountOf(email);
  const fits = await verifyPassword(account?.password?.hash ?? null, password);
  try {
    return account && fits && !account.deactivatedAt
      ? await admit(ctx, account, attempt, policy, origin)
      : await refuse(ctx, account, attempt, policy);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code !== "throttled") return { status: "refused" };
    const left = await minutesToWait(read(), attempt, policy, ctx.now);
    return { status: "wait", minutes: Math.max(1, left) };
  }
}

async function accountOf(email: string) {
  return read().person.findFirst({
    where: { identity: { email } },
    select: { id: true, roles: true, deactivatedAt: true, password: { select: { hash: true } } },
  });
}
type Account = NonNullable<Awaited<ReturnType<typeof accountOf>>>;

async function admit(
  ctx: CommandContext,
  account: Account,
  attempt: Attempt,
  policy: ThrottlePolicy,
  { userAgent }: SignInOrigin,
): Promise<SignInOutcome> {
  return transact(asPerson(ctx, account), async (tx, record) => {
    await assertUncrowded(tx, attempt, policy, ctx.now);
    const start = { personId: account.id, method: "password", userAgent } as const;
    const sessionId = await insertSession(tx, record, ctx.now, start);
    await assertSamePassword(tx, account);
    await tx.signInFailure.deleteMany({ where: { accountHash: attempt.accountHash } });
    return { status: "started", sessionId };
  });
}

// Somebody else may have set a new password while this one was being compared.
async function assertSamePassword(tx: Tx, { id, password }: Account): Promise<void> {
  const stored = await tx.passwordCredential.findUnique({ where: { personId: id } });
  if (stored?.hash !== password?.hash) {
    throw new AppError("unauthenticated", "The password was changed meanwhile.");
  }
}

async function refuse(
  ctx: CommandContext,
  account: Account | null,
  attempt: Attempt,
  policy: ThrottlePolicy,
): Promise<SignInOutcome> {
  await transact(ctx, async (tx, record) => {
    await assertUncrowded(tx, attempt, policy, ctx.now);
    await insertFailure(tx, record, ctx.now, attempt, {
      personId: account?.id ?? null,
      why: whyNot(account),
    });
  });
  return { status: "refused" };
}

function whyNot(account: Account | null): string {
  if (!account) return "unknown account";
  if (account.deactivatedAt) return "deactivated";
  return account.password ? "wrong password" : "no password set";
}

/** Counts a failure and records it without its keyed hashes. `why` is for the log, never for the caller. */
export async function insertFailure(
  tx: Tx,
  record: Recorder,
  at: Date,
  attempt: Attempt,
  known: { personId: string | null; why: string },
): Promise<void> {
  const { id } = await tx.signInFailure.create({ data: { ...attempt, at }, select: { id: true } });
  await record({
    action: "sign-in.refused",
    subjectId: id,
    before: null,
    after: { id, at: at.toISOString(), ...known },
  });
}

// Guesses sent at once all pass the first look; one after another they are counted here, right or wrong.
async function assertUncrowded(
  tx: Tx,
  attempt: Attempt,
  policy: ThrottlePolicy,
  now: Date,
): Promise<void> {
  await lockCounters(tx, attempt);
  await assertMayTry(tx, attempt, policy, now);
}
