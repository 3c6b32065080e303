// The whole register of keys with what is known around them, for one instant: what lists, counts and files are made of.
import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import { rulesAt } from "./ageing";
import { stateOf } from "./labels";
import { REGISTER_MAX } from "./limits";
import type { KeyMark } from "./mark-labels";
import { type Leaver, leaverDue, marksOf, NO_USE } from "./marks";
import { everyRule } from "./rules";
import { type AskedKey, keyUses } from "./usage";
import { visibleKeys } from "./visible";

/** Errors: too_large (more keys than are looked at at once). */
export async function registerAt(actor: Actor, now: Date, ids: readonly string[] | null = null) {
  const keys = await read().key.findMany({
    where: { AND: [visibleKeys(actor), ids === null ? {} : { id: { in: [...ids] } }] },
    orderBy: [{ label: "asc" }, { id: "asc" }],
    take: REGISTER_MAX + 1,
  });
  if (keys.length > REGISTER_MAX) {
    throw new AppError("too_large", "These are more keys than are looked at at once.");
  }
  const around = await aroundOf(keys);
  const versions = await everyRule();
  const rules = rulesAt(versions, now);
  const uses = await keyUses(
    keys.map((key) => askedOf(key, around, now)),
    now,
  );
  const entries = keys.map((key) => {
    const facts = {
      key,
      agent: key.agentId === null ? null : (around.agents.get(key.agentId) ?? null),
      server: key.serverId === null ? null : (around.servers.get(key.serverId) ?? null),
      ownerLeft: around.left.has(key.ownerId),
      leavers: leaversOf(key, around),
      exceptions: around.exceptions.get(key.id) ?? [],
      rotation: around.rotations.get(key.id) ?? null,
      use: uses.get(key.id) ?? NO_USE,
    };
    const marks: KeyMark[] = marksOf(facts, rules, now);
    return { ...facts, state: stateOf(key, now), leaverDue: leaverDue(facts, rules), marks };
  });
  return { entries, versions, rules };
}
export type KeyEntry = Awaited<ReturnType<typeof registerAt>>["entries"][number];

type Stored = Awaited<ReturnType<ReturnType<typeof read>["key"]["findMany"]>>[number];
type Around = Awaited<ReturnType<typeof aroundOf>>;

async function aroundOf(keys: readonly Stored[]) {
  const ids = keys.map(({ id }) => id);
  const people = keys.flatMap(({ ownerId, personId, formerOwnerIds }) => [
    ...[ownerId, personId, ...formerOwnerIds].filter((id) => id !== null),
  ]);
  const take = REGISTER_MAX;
  const [agents, servers, rotations, exceptions, disclosures] = await Promise.all([
    read().agent.findMany({
      where: { id: { in: wanted(keys.map(({ agentId }) => agentId)) } },
      select: { id: true, slug: true, name: true, status: true, approvedAt: true, ownerId: true },
      orderBy: { id: "asc" },
      take,
    }),
    read().server.findMany({
      where: { id: { in: wanted(keys.map(({ serverId }) => serverId)) } },
      select: { id: true, slug: true, name: true },
      orderBy: { id: "asc" },
      take,
    }),
    read().keyRotation.findMany({
      where: { oldKeyId: { in: ids } },
      orderBy: [{ startedAt: "asc" }, { id: "asc" }],
      take,
    }),
    read().keyException.findMany({
      where: { keyId: { in: ids } },
      orderBy: [{ fromAt: "asc" }, { id: "asc" }],
      take,
    }),
    read().keyDisclosure.findMany({
      where: { keyId: { in: ids } },
      select: { keyId: true, personId: true, at: true },
      orderBy: [{ at: "asc" }, { id: "asc" }],
      take,
    }),
  ]);
  const seen = [...people, ...disclosures.map(({ personId }) => personId)];
  const left = await read().person.findMany({
    where: { id: { in: wanted(seen) }, deactivatedAt: { not: null } },
    select: { id: true, deactivatedAt: true },
    orderBy: { id: "asc" },
    take,
  });
  return {
    agents: new Map(agents.map((agent) => [agent.id, agent])),
    servers: new Map(servers.map((server) => [server.id, server])),
    rotations: new Map(
      rotations.map((each) => [each.oldKeyId, { ...each, proven: each.proof !== null }]),
    ),
    exceptions: Map.groupBy(exceptions, ({ keyId }) => keyId),
    disclosures: Map.groupBy(disclosures, ({ keyId }) => keyId),
    left: new Map(
      left.flatMap(({ id, deactivatedAt }) => (deactivatedAt ? [[id, deactivatedAt]] : [])),
    ),
  };
}

// Who answers or answered for a key, bears it, or saw its secret.
function leaversOf(key: Stored, { left, disclosures }: Around): Leaver[] {
  const saw = (disclosures.get(key.id) ?? []).map(({ personId }) => personId);
  const knew = [key.ownerId, key.personId, ...key.formerOwnerIds, ...saw];
  return wanted(knew).flatMap((personId) => {
    const leftAt = left.get(personId);
    return leftAt ? [{ personId, leftAt }] : [];
  });
}

function askedOf(key: Stored, { agents, servers }: Around, now: Date): AskedKey {
  const bearer =
    (key.agentId !== null && agents.get(key.agentId)) ||
    (key.serverId !== null && servers.get(key.serverId));
  const bearers = bearer
    ? [bearer.id, bearer.slug, bearer.name].map((name) => name.toLowerCase())
    : [];
  const ends = [key.revokedAt, key.expiresAt].filter((at) => at !== null && at <= now);
  const [endedAt = null] = ends.sort((one, other) => Number(one) - Number(other));
  const { id, publicId, names, issuedAt } = key;
  return { id, publicId, names, issuedAt, endedAt, bearers };
}

function wanted(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids)].filter((id) => id !== null);
}
