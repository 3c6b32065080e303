// LOG-11: what was granted to the key of a call at the instant of the call, from the registers of keys, servers and grants.
import "server-only";
import { z } from "zod";
import { type Actor, can } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { IS_TOLD } from "@/lib/change-log/told-grant";
import { readRows, sql } from "@/lib/db/read";
import type { GrantHeld, GrantThen, KeyThen } from "./grant-then";
import { keysBehind, type RegisteredKey } from "./registered-keys";
import { operationsNamed, type Target } from "./registered-operations";

/** Calls that are alike, between their first and their last one. */
export type CallsAsked = {
  readonly credential: string | null;
  readonly server: string | null;
  readonly operation: string | null;
  readonly environment: string | null;
  readonly firstAt: string;
  readonly lastAt: string;
};

export type HeldThen = { readonly key: KeyThen | null; readonly grant: GrantThen };

/** For each of them the key and the grant as they stood then, in the same order. */
export async function heldThen(actor: Actor, asked: readonly CallsAsked[]): Promise<HeldThen[]> {
  if (!can(actor, "key:read") || !can(actor, "matrix:read")) {
    return asked.map(() => ({ key: null, grant: { kind: "hidden" } }));
  }
  const [keys, targets] = await Promise.all([
    keysBehind(asked.map(({ credential }) => credential)),
    operationsNamed(asked),
  ]);
  const grants = await grantsOf([...new Set([...keys.values()].map(({ id }) => id))], targets);
  const names = await namesOf(grants.map(({ approvedById }) => approvedById));
  const nameOf = (id: string) => names.get(id)?.name ?? id;
  return asked.map((each, nth) => {
    const key = each.credential === null ? null : (keys.get(each.credential.toLowerCase()) ?? null);
    const target = targets[nth] ?? null;
    return {
      key: key && keyThen(key, new Date(each.firstAt)),
      grant: grantThen(each, key, target, { grants, nameOf }),
    };
  });
}

function keyThen(key: RegisteredKey, at: Date): KeyThen {
  const { id, label, publicId, registeredAt } = key;
  return { id, label, publicId, state: stateAt(key, at), later: registeredAt > at };
}

function stateAt({ revokedAt, expiresAt, activatedAt }: RegisteredKey, at: Date): KeyThen["state"] {
  if (revokedAt !== null && revokedAt <= at) return "revoked";
  if (expiresAt !== null && expiresAt <= at) return "expired";
  return activatedAt !== null && activatedAt <= at ? "active" : "not-active";
}

const grantRow = z.object({
  id: z.string(),
  keyId: z.string(),
  serverId: z.string(),
  operationId: z.string().nullable(),
  environment: z.string(),
  purpose: z.string(),
  kind: z.string(),
  fromAt: z.date(),
  until: z.date().nullable(),
  endedAt: z.date().nullable(),
  approvedById: z.string(),
  approvedAt: z.date(),
  recorded: z.boolean(),
});
type GrantRow = z.infer<typeof grantRow>;

const GRANTS_MAX = 20_000;

/** Grants of these keys on the servers asked about, and whether the change log tells of each as the row stands. */
async function grantsOf(
  keyIds: readonly string[],
  targets: readonly (Target | null)[],
): Promise<GrantRow[]> {
  const servers = [...new Set(targets.flatMap((each) => (each ? [each.serverId] : [])))];
  if (keyIds.length === 0 || servers.length === 0) return [];
  return readRows(
    grantRow,
    sql`SELECT g.id::text AS id, g."keyId"::text AS "keyId", g."serverId"::text AS "serverId", g."operationId"::text AS "operationId",
          g.environment, g.purpose, g.kind, g."fromAt", g.until, g."endedAt", g."approvedById"::text AS "approvedById", g."approvedAt",
          ${IS_TOLD} AS recorded
        FROM "Grant" g WHERE g."keyId" = ANY(${[...keyIds]}::uuid[]) AND g."serverId" = ANY(${servers}::uuid[])
        ORDER BY g."fromAt", g.id LIMIT ${GRANTS_MAX}`,
  );
}

type Around = { readonly grants: readonly GrantRow[]; readonly nameOf: (id: string) => string };

function grantThen(
  asked: CallsAsked,
  key: RegisteredKey | null,
  target: Target | null,
  { grants, nameOf }: Around,
): GrantThen {
  if (asked.credential === null) return { kind: "unnamed", what: "key" };
  if (key === null) return { kind: "unregistered-key" };
  if (asked.operation === null && asked.server === null)
    return { kind: "unnamed", what: "operation" };
  if (target === null || target.operationId === null) return { kind: "unregistered-operation" };
  if (target.environment === null) return { kind: "unnamed", what: "environment" };
  const [first, last] = [new Date(asked.firstAt), new Date(asked.lastAt)];
  const held = grants.filter(
    (grant) =>
      grant.keyId === key.id &&
      grant.serverId === target.serverId &&
      (grant.operationId === null || grant.operationId === target.operationId) &&
      (holdsAt(grant, first) || holdsAt(grant, last)),
  );
  const here = held.filter(({ environment }) => same(environment, target.environment));
  const best = bestOf(here, first, last);
  if (best)
    return { kind: "granted", grant: toHeld(best, nameOf), whole: coversBoth(here, first, last) };
  return { kind: "none", elsewhere: [...new Set(held.map(({ environment }) => environment))] };
}

// A grant of the operation itself before a wildcard, one on record before one that is not, one for all of the calls before others.
function bestOf(grants: readonly GrantRow[], first: Date, last: Date): GrantRow | undefined {
  const rank = (grant: GrantRow) =>
    (grant.recorded ? 0 : 4) +
    (holdsAt(grant, first) && holdsAt(grant, last) ? 0 : 2) +
    (grant.operationId === null ? 1 : 0);
  return [...grants].sort((one, other) => rank(one) - rank(other))[0];
}

function coversBoth(grants: readonly GrantRow[], first: Date, last: Date): boolean {
  return [first, last].every((at) => grants.some((grant) => holdsAt(grant, at)));
}

function holdsAt({ fromAt, until, endedAt }: GrantRow, at: Date): boolean {
  return fromAt <= at && (until === null || at < until) && (endedAt === null || at < endedAt);
}

function same(one: string, other: string | null): boolean {
  return one.toLowerCase() === other?.toLowerCase();
}

function toHeld(grant: GrantRow, nameOf: (id: string) => string): GrantHeld {
  const { id, purpose, kind, operationId, recorded } = grant;
  return {
    ...{ id, purpose, kind, recorded },
    wildcard: operationId === null,
    approvedBy: nameOf(grant.approvedById),
    approvedAt: grant.approvedAt.toISOString(),
    fromAt: grant.fromAt.toISOString(),
    until: grant.until?.toISOString() ?? null,
    endedAt: grant.endedAt?.toISOString() ?? null,
  };
}
