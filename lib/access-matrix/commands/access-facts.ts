import "server-only";
import { type Actor, answerableId, can } from "@/lib/auth/actor";
import { isRole } from "@/lib/auth/permissions";
import { rolesHold } from "@/lib/auth/role-grants";
import type { CommandContext, Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { isUuid } from "@/lib/core/text";
import { whereInForce } from "../grants/in-force";
import { answersFor, type GovernedAgent, type GovernedOperation } from "../grants/policy";

/** One wish about a key on a server at a time: whoever comes second waits until the first has committed. */
export async function lockAccess(tx: Tx, subject: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`access:${subject}`}))`;
}

/** The same for several at once, in one order, so that two who want the same ones wait for each other and do not block. */
export async function lockAccessOf(tx: Tx, subjects: readonly string[]): Promise<void> {
  const sorted = [...new Set(subjects.map((subject) => `access:${subject}`))].sort();
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(subject)) FROM unnest(${sorted}::text[]) AS subject`;
}

/** A new id for a record that something else must name before it is written; chance is the database's. */
export async function newId(tx: Tx): Promise<string> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`SELECT gen_random_uuid()::text AS id`;
  if (!row) throw new Error("the database gave no id");
  return row.id;
}

/** A key and its agent. Errors: not_found. */
export async function loadKey(tx: Tx, keyId: string) {
  const key = isUuid(keyId) ? await tx.key.findUnique({ where: { id: keyId } }) : null;
  if (!key) throw new AppError("not_found", "No such key.");
  const agent = key.agentId && (await tx.agent.findUnique({ where: { id: key.agentId } }));
  return { key, agent: agent || null };
}
export type LoadedKey = Awaited<ReturnType<typeof loadKey>>;

/** A server. Errors: not_found. */
export async function loadServer(tx: Tx, serverId: string) {
  const server = isUuid(serverId) ? await tx.server.findUnique({ where: { id: serverId } }) : null;
  if (!server) throw new AppError("not_found", "No such server.");
  return server;
}
export type LoadedServer = Awaited<ReturnType<typeof loadServer>>;

/** Operations by id with what their definitions are now, in the order of their names. Errors: not_found. */
export async function loadOperations(tx: Tx, ids: readonly string[]) {
  const operations = await tx.operation.findMany({
    where: { id: { in: [...ids] } },
    include: {
      definitions: {
        where: { OR: [{ replacedAt: null }, { pinnedAt: { not: null }, unpinnedAt: null }] },
        select: { hash: true, replacedAt: true, pinnedAt: true, unpinnedAt: true },
        orderBy: { observedAt: "desc" },
      },
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  if (operations.length < new Set(ids).size) throw new AppError("not_found", "No such operation.");
  return operations.map(({ definitions, ...operation }) => ({
    ...operation,
    ...hashesOf(definitions),
  }));
}
export type LoadedOperation = Awaited<ReturnType<typeof loadOperations>>[number];

type Definition = {
  hash: string;
  replacedAt: Date | null;
  pinnedAt: Date | null;
  unpinnedAt: Date | null;
};

/** What the server says an operation is now, and what a person approved. */
export function hashesOf(
  definitions: readonly Definition[],
): Pick<GovernedOperation, "observedHash" | "pinnedHash"> {
  const observed = definitions.find(({ replacedAt }) => replacedAt === null);
  const pinned = definitions.find(
    ({ pinnedAt, unpinnedAt }) => pinnedAt !== null && unpinnedAt === null,
  );
  return { observedHash: observed?.hash ?? null, pinnedHash: pinned?.hash ?? null };
}

/** What is granted to a key on a server at an instant, oldest first. */
export async function grantedNow(tx: Tx, keyId: string, serverId: string, at: Date) {
  return tx.grant.findMany({
    where: { keyId, serverId, ...whereInForce(at) },
    orderBy: [{ fromAt: "asc" }, { id: "asc" }],
    take: 5_000,
  });
}

/** The person who answers for the wish. Errors: forbidden (a job; nobody with a part in the key or its agent). */
export function askerOf(
  { actor }: CommandContext,
  key: { ownerId: string },
  agent: GovernedAgent | null,
): string {
  const id = answerableId(actor);
  if (id === null) throw new AppError("forbidden", "Only a named person can ask for this.");
  if (mayAsk(actor, id, key, agent)) return id;
  throw new AppError(
    "forbidden",
    "Only whoever answers for this key or its agent can ask for this: owner, sponsor, successor, or compliance.",
  );
}

function mayAsk(
  actor: Actor,
  id: string,
  key: { ownerId: string },
  agent: GovernedAgent | null,
): boolean {
  return can(actor, "grant:request-all") || answersFor(id, key, agent);
}

/** Those among people who are active and may decide requests at all. */
export async function ableAmong(
  tx: Tx,
  ids: readonly (string | null)[],
): Promise<ReadonlySet<string>> {
  const people = await tx.person.findMany({
    where: { id: { in: ids.filter((id) => id !== null) }, deactivatedAt: null },
    select: { id: true, roles: true },
    take: ids.length,
  });
  const able = people.filter(({ roles }) => rolesHold(roles.filter(isRole), "request:decide"));
  return new Set(able.map(({ id }) => id));
}

/** Errors: conflict, naming what stands in the way. */
export function assertNone(...objections: readonly (string | null)[]): void {
  const found = [...new Set(objections.filter((each) => each !== null))];
  if (found.length > 0) throw new AppError("conflict", found.slice(0, 5).join(" "));
}

/** What a person reads as the key: its label and public id. */
export function keyWords({ label, publicId }: { label: string; publicId: string }): string {
  return `${label} (${publicId})`;
}
