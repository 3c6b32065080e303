import "server-only";
import { type Actor, can } from "@/lib/auth/actor";
import { addDays } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { policyInForce } from "@/lib/settings/policies";
import { ACCESS_REMOVAL, ACCESS_REQUEST, ACCESS_SUBJECT, accessSubject } from "../request-names";
import { accessMatrixSettings } from "../settings";
import { whereInForce } from "./in-force";

const KEYS_MAX = 1_000;
const GRANTS_MAX = 5_000;

/**
 * Access of the actor's agents that ends within the time of the policy, by key and server: it is asked for again, or ends. Where
 * a request about the same key and server waits already, somebody has seen to it. At most 1,000 keys.
 */
export async function listEndingsWaitingFor(actor: Actor, now: Date) {
  if (actor.kind !== "person" || !can(actor, "grant:request")) return [];
  const keys = await keysOf(actor.id);
  if (keys.size === 0) return [];
  const { values } = await policyInForce(accessMatrixSettings, now);
  const grants = await read().grant.findMany({
    where: {
      ...whereInForce(now),
      keyId: { in: [...keys.keys()] },
      until: { gt: now, lte: addDays(now, values.endsSoonDays) },
      endedAt: null,
      kind: { not: "emergency" },
    },
    select: { keyId: true, serverId: true, until: true },
    orderBy: [{ until: "asc" }, { id: "asc" }],
    take: GRANTS_MAX,
  });
  const groups = Map.groupBy(grants, ({ keyId, serverId }) => accessSubject(keyId, serverId));
  const asked = await askedAbout([...groups.keys()]);
  const names = await serverNames(grants.map(({ serverId }) => serverId));
  return [...groups].flatMap(([subject, ending]) => {
    const [{ keyId = "", serverId = "", until = null } = {}] = ending;
    if (asked.has(subject) || until === null) return [];
    const since = addDays(until, -values.endsSoonDays);
    const server = names.get(serverId) ?? serverId;
    return [
      {
        keyId,
        serverId,
        key: keys.get(keyId) ?? keyId,
        server,
        grants: ending.length,
        since,
        dueAt: until,
      },
    ];
  });
}

// Keys of agents they own, in the words of the key.
async function keysOf(personId: string): Promise<Map<string, string>> {
  const agents = await read().agent.findMany({
    where: { ownerId: personId },
    select: { id: true, name: true },
    orderBy: { id: "asc" },
    take: KEYS_MAX,
  });
  const nameOf = new Map(agents.map(({ id, name }) => [id, name]));
  const keys = await read().key.findMany({
    where: { agentId: { in: [...nameOf.keys()] }, revokedAt: null },
    select: { id: true, label: true, agentId: true },
    orderBy: { id: "asc" },
    take: KEYS_MAX,
  });
  return new Map(
    keys.map(({ id, label, agentId }) => [
      id,
      `${nameOf.get(agentId ?? "") ?? "An agent"}, ${label}`,
    ]),
  );
}

async function askedAbout(subjectIds: string[]): Promise<Set<string>> {
  const open = await read().request.findMany({
    where: {
      subjectKind: ACCESS_SUBJECT,
      subjectId: { in: subjectIds },
      kind: { in: [ACCESS_REQUEST, ACCESS_REMOVAL] },
      status: { in: ["OPEN", "RECORDING"] },
    },
    select: { subjectId: true },
    orderBy: { id: "asc" },
    take: GRANTS_MAX,
  });
  return new Set(open.map(({ subjectId }) => subjectId));
}

async function serverNames(ids: string[]): Promise<Map<string, string>> {
  const servers = await read().server.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
    orderBy: { id: "asc" },
    take: GRANTS_MAX,
  });
  return new Map(servers.map(({ id, name }) => [id, name]));
}
