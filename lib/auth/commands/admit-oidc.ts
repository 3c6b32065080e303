import "server-only";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import { lockPerson } from "../locks";
import type { OidcClaims } from "../oidc-claims";
import { markJoined } from "./join";
import { revokeLinks } from "./links";
import { asPerson } from "./start-session";

/** Whom a provider's subject is here, or why they may not come in. */
export type OidcOutcome =
  | { status: "admitted"; personId: string }
  | { status: "no-account" }
  | { status: "unverified" };

/**
 * Finds the person a provider vouches for: by the subject bound earlier, or, the first time, by a
 * verified e-mail address, whose subject is then bound. A person has one subject per provider, so an
 * address that was given to somebody else later opens nothing. Refusals are recorded.
 */
export async function admitOidc(ctx: CommandContext, claims: OidcClaims): Promise<OidcOutcome> {
  const bound = await boundPerson(claims);
  if (bound) return bound.deactivatedAt ? refuse(ctx, bound.id, "deactivated") : admitted(bound.id);
  if (!claims.email) return refuse(ctx, null, "unknown subject");
  if (!claims.emailVerified) return refuse(ctx, null, "unverified address");
  const person = await personByEmail(claims);
  if (!person) return refuse(ctx, null, "unknown account");
  if (person.deactivatedAt) return refuse(ctx, person.id, "deactivated");
  if (person.oidc.length > 0) return refuse(ctx, person.id, "bound to another subject");
  return bind(ctx, person, claims);
}

async function boundPerson({ issuer, subject }: OidcClaims) {
  const binding = await read().oidcIdentity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    select: { person: { select: { id: true, deactivatedAt: true } } },
  });
  return binding?.person ?? null;
}

async function personByEmail({ issuer, email }: OidcClaims) {
  return read().person.findFirst({
    where: { identity: { email } },
    select: {
      id: true,
      roles: true,
      deactivatedAt: true,
      oidc: { where: { issuer }, select: { subject: true } },
    },
  });
}

async function bind(
  ctx: CommandContext,
  person: { id: string; roles: string[] },
  { issuer, subject }: OidcClaims,
): Promise<OidcOutcome> {
  return transact(asPerson(ctx, person), async (tx, record) => {
    const locked = await lockPerson(tx, person.id);
    const others = await tx.oidcIdentity.count({ where: { personId: person.id, issuer } });
    if (locked.deactivatedAt || others > 0) {
      throw new AppError("conflict", "This account changed meanwhile. Sign in again.");
    }
    await tx.oidcIdentity.create({
      data: { issuer, subject, personId: person.id, boundAt: ctx.now },
    });
    await record({
      action: "person.bound-to-provider",
      subjectId: person.id,
      before: null,
      after: { personId: person.id, issuer, boundAt: ctx.now },
    });
    if (!locked.joinedAt) await join(tx, record, ctx.now, locked);
    return admitted(person.id);
  });
}

async function join(
  tx: Tx,
  record: Recorder,
  now: Date,
  person: Parameters<typeof markJoined>[2],
): Promise<void> {
  await markJoined(tx, record, person, now);
  await revokeLinks(tx, record, now, { personId: person.id, purpose: { in: ["join"] } });
}

async function refuse(
  ctx: CommandContext,
  personId: string | null,
  why: string,
): Promise<OidcOutcome> {
  await transact(ctx, (_tx, record) =>
    record({
      action: "sign-in.refused",
      subjectId: ctx.requestId,
      before: null,
      after: { at: ctx.now.toISOString(), personId, why },
    }),
  );
  return { status: why === "unverified address" ? "unverified" : "no-account" };
}

function admitted(personId: string): OidcOutcome {
  return { status: "admitted", personId };
}
