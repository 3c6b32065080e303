import "server-only";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { HOUR_MS } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { installation } from "@/lib/settings/installation";
import { policyInForce } from "@/lib/settings/policies";
import type { SignInMethod } from "../labels";
import { lockPerson } from "../locks";
import { isRole } from "../permissions";
import { authSettings } from "../settings";

/** Where a sign-in comes from: the network address, and what the browser calls itself. */
export type SignInOrigin = { address: string; userAgent: string };

type Start = { personId: string; method: SignInMethod; userAgent: string };

const USER_AGENT_MAX = 300;

/** Signs a person in whom a provider has vouched for. Answers the session's id. Errors: unauthenticated. */
export async function startProviderSession(
  ctx: CommandContext,
  personId: string,
  { userAgent }: SignInOrigin,
): Promise<string> {
  return startAs(ctx, { personId, method: "oidc", userAgent });
}

/** Signs in as one of a demo's people, without a password. Errors: forbidden outside a demo, unauthenticated. */
export async function startDemoSession(
  ctx: CommandContext,
  personId: string,
  { userAgent }: SignInOrigin,
): Promise<string> {
  const { demo } = await installation();
  if (!demo) throw new AppError("forbidden", "Only a demo lets people in without a password.");
  return startAs(ctx, { personId, method: "demo", userAgent });
}

async function startAs(ctx: CommandContext, start: Start): Promise<string> {
  const person = await read().person.findFirst({
    where: { id: start.personId, deactivatedAt: null },
    select: { id: true, roles: true },
  });
  if (!person) throw new AppError("unauthenticated", "This person cannot sign in.");
  return transact(asPerson(ctx, person), (tx, record) => insertSession(tx, record, ctx.now, start));
}

/** The same act, done by the person who has just shown who they are. */
export function asPerson(
  ctx: CommandContext,
  { id, roles }: { id: string; roles: readonly string[] },
): CommandContext {
  return { ...ctx, actor: { kind: "person", id, roles: roles.filter(isRole) } };
}

/** Writes the session of somebody who may come in, and locks them against being deactivated meanwhile. Errors: unauthenticated. */
export async function insertSession(
  tx: Tx,
  record: Recorder,
  now: Date,
  { personId, method, userAgent }: Start,
): Promise<string> {
  const { values } = await policyInForce(authSettings, now, tx);
  const person = await lockPerson(tx, personId);
  if (person.deactivatedAt) throw new AppError("unauthenticated", "This person cannot sign in.");
  const session = await tx.session.create({
    data: {
      personId,
      method,
      userAgent: userAgent.slice(0, USER_AGENT_MAX).toWellFormed(),
      startedAt: now,
      expiresAt: new Date(now.getTime() + values.sessionHours * HOUR_MS),
    },
  });
  await record({ action: "session.started", subjectId: session.id, before: null, after: session });
  return session.id;
}
