import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { addDays } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { policyInForce } from "@/lib/settings/policies";
import { accessMatrixSettings } from "../settings";
import { whereInForce } from "./in-force";
import type { GrantFilters } from "./list-schema";
import { unrecordedGrants } from "./recorded";
import { visibleGrants } from "./visible";

const LIKE_MAX = 2_000;

/** The `where` of a filtered list, within what the actor may see. */
export async function grantsWhere(actor: Actor, filters: GrantFilters, now: Date) {
  const { kind, environment, agent, key, server, operation, q, show } = filters;
  return {
    AND: [
      await visibleGrants(actor),
      await showWhere(show, now),
      kind === "" ? {} : { kind },
      environment === "" ? {} : { environment },
      key === "" ? {} : { keyId: key },
      server === "" ? {} : { serverId: server },
      operation === "" ? {} : { operationId: operation },
      agent === "" ? {} : { keyId: { in: await keysOf(agent) } },
      await textWhere(q),
    ],
  };
}

/** The order of rows; the id makes it total, so that no row is shown on two pages. */
export function grantsOrder({ sort, dir }: Pick<GrantFilters, "sort" | "dir">) {
  const last = { id: "asc" as const };
  return sort === "until" ? [{ until: dir }, last] : [{ fromAt: dir }, last];
}

async function showWhere(show: GrantFilters["show"], now: Date) {
  switch (show) {
    case "in-force":
      return whereInForce(now);
    case "ends-soon": {
      const { values } = await policyInForce(accessMatrixSettings, now);
      const soon = { until: { lte: addDays(now, values.endsSoonDays) } };
      return { AND: [whereInForce(now), soon, { kind: { not: "emergency" } }] };
    }
    case "wildcard":
      return { operationId: null, ...whereInForce(now) };
    case "unrecorded":
      return { id: { in: await unrecordedGrants() } };
    case "over":
      return { OR: [{ until: { lte: now } }, { endedAt: { lte: now } }] };
    case "all":
      return {};
    default:
      return show satisfies never;
  }
}

async function keysOf(agentId: string): Promise<string[]> {
  const keys = await read().key.findMany({
    where: { agentId },
    select: { id: true },
    orderBy: { id: "asc" },
    take: LIKE_MAX,
  });
  return keys.map(({ id }) => id);
}

// PostgreSQL would read % and _ as wildcards.
async function textWhere(q: string) {
  const text = q.trim().replaceAll(/[\\%_]/g, "\\$&");
  if (text === "") return {};
  const holds = { contains: text, mode: "insensitive" as const };
  const some = { select: { id: true }, orderBy: { id: "asc" as const }, take: LIKE_MAX };
  const [agents, servers, operations] = await Promise.all([
    read().agent.findMany({ where: { OR: [{ name: holds }, { slug: holds }] }, ...some }),
    read().server.findMany({ where: { OR: [{ name: holds }, { slug: holds }] }, ...some }),
    read().operation.findMany({ where: { name: holds }, ...some }),
  ]);
  const keys = await read().key.findMany({
    where: {
      OR: [{ label: holds }, { publicId: holds }, { agentId: { in: agents.map(({ id }) => id) } }],
    },
    ...some,
  });
  return {
    OR: [
      { keyId: { in: keys.map(({ id }) => id) } },
      { serverId: { in: servers.map(({ id }) => id) } },
      { operationId: { in: operations.map(({ id }) => id) } },
      { purpose: holds },
    ],
  };
}
