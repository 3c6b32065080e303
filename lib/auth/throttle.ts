import "server-only";
import { createHmac } from "node:crypto";
import type { Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { MINUTE_MS } from "@/lib/core/clock";
import type { read } from "@/lib/db/read";
import { waitSays } from "./labels";
import { lockName } from "./locks";
import { secret } from "./secrets";
import type { authSettings } from "./settings";

/** What a failed sign-in is counted under: keyed hashes, so the counters name nobody. */
export type Attempt = { accountHash: string; addressHash: string };

/** The bounds in force, as numbers (attempts, minutes). */
export type ThrottlePolicy = Readonly<
  Pick<
    Record<keyof typeof authSettings.fields, number>,
    "maxFailuresPerAccount" | "maxFailuresPerAddress" | "windowMinutes"
  >
>;

/** Serialises tries on one account and from one address, so that a burst cannot outrun the counting. */
export async function lockCounters(tx: Tx, { accountHash, addressHash }: Attempt): Promise<void> {
  await lockName(tx, accountHash);
  await lockName(tx, addressHash);
}

/** Where failures are read: `read()` outside a transaction, the transaction inside one. */
export type FailureReader = Pick<ReturnType<typeof read>, "signInFailure">;

/** The counters of one try. `account` is a lower-case e-mail address or a person's id. */
export function attemptOf(account: string, address: string): Attempt {
  return { accountHash: keyed(`account:${account}`), addressHash: keyed(`address:${address}`) };
}

/** Errors: throttled, in the same words for an account that exists and one that does not. */
export async function assertMayTry(
  from: FailureReader,
  attempt: Attempt,
  policy: ThrottlePolicy,
  now: Date,
): Promise<void> {
  const minutes = await minutesToWait(from, attempt, policy, now);
  if (minutes > 0) throw new AppError("throttled", waitSays(minutes));
}

/** Whole minutes until the next try is heard; 0 if now. */
export async function minutesToWait(
  from: FailureReader,
  { accountHash, addressHash }: Attempt,
  policy: ThrottlePolicy,
  now: Date,
): Promise<number> {
  const since = new Date(now.getTime() - policy.windowMinutes * MINUTE_MS);
  const [account, address] = await Promise.all([
    nthLatest(from, { accountHash }, since, policy.maxFailuresPerAccount),
    nthLatest(from, { addressHash }, since, policy.maxFailuresPerAddress),
  ]);
  const waits = [account, address].map((at) =>
    at ? Math.ceil((at.getTime() - since.getTime()) / MINUTE_MS) : 0,
  );
  return Math.max(...waits);
}

// The bound is reached while its n-th latest failure is inside the window; when it leaves, a try is free.
async function nthLatest(
  from: FailureReader,
  counter: { accountHash: string } | { addressHash: string },
  since: Date,
  n: number,
): Promise<Date | null> {
  const [failure] = await from.signInFailure.findMany({
    where: { AND: [counter, { at: { gt: since } }] },
    select: { at: true },
    orderBy: [{ at: "desc" }, { id: "asc" }],
    skip: n - 1,
    take: 1,
  });
  return failure?.at ?? null;
}

function keyed(text: string): string {
  return createHmac("sha256", secret("sign-in")).update(text).digest("hex");
}
