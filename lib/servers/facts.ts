import "server-only";
import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { listAsOf } from "@/lib/change-log/as-of";
import { serverPlaces } from "@/lib/core/server-places";
import { read, readRows, sql } from "@/lib/db/read";
import { CALLED_NAMES_MAX, DOCUMENT_OPERATIONS_MAX, SERVERS_MAX } from "./limits";
import { visibleOperations, visibleServers } from "./visible";

const listedServer = {
  id: true,
  slug: true,
  name: true,
  purpose: true,
  provider: true,
  hosting: true,
  ownerId: true,
  deputyId: true,
  dataClasses: true,
  inScope: true,
  scopeReason: true,
  contradictedBy: true,
  places: true,
  status: true,
  registeredById: true,
  registeredAt: true,
  retiredAt: true,
  version: true,
} as const;

const listedOperation = {
  id: true,
  serverId: true,
  name: true,
  meaning: true,
  access: true,
  dataClasses: true,
  registeredAt: true,
  retiredAt: true,
  version: true,
} as const;

/** What the register is read with: outside a transaction `read()`, inside one the transaction itself. */
type From = Pick<ReturnType<typeof read>, "server" | "operation">;

/** Every server and operation the actor may see as they stand now, by name; at most 5,000 and 50,000. */
export async function registerNow(actor: Actor, from: From = read()) {
  const [servers, operations] = await Promise.all([
    from.server.findMany({
      where: visibleServers(actor),
      select: listedServer,
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: SERVERS_MAX,
    }),
    from.operation.findMany({
      where: visibleOperations(actor),
      select: listedOperation,
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: DOCUMENT_OPERATIONS_MAX,
    }),
  ]);
  return {
    servers: servers.map((server) => ({ ...server, places: serverPlaces(server.places) })),
    operations,
  };
}
export type Register = Awaited<ReturnType<typeof registerNow>>;
export type ServerFacts = Register["servers"][number];
export type OperationFacts = Register["operations"][number];

const texts = z.array(z.string());
const instant = z.coerce.date();
const ended = instant.nullable().catch(null);

// What the register shows of a server, as the change log holds it. Texts are instants again.
const storedServer = z.object({
  ...{ id: z.string(), slug: z.string(), name: z.string(), purpose: z.string() },
  ...{ provider: z.string(), hosting: z.string(), ownerId: z.string() },
  ...{ deputyId: z.string().nullable(), dataClasses: texts, inScope: z.boolean() },
  ...{ scopeReason: z.string(), contradictedBy: texts, places: z.unknown(), status: z.string() },
  ...{ registeredById: z.string(), registeredAt: instant, retiredAt: ended, version: z.int() },
});

const storedOperation = z.object({
  ...{ id: z.string(), serverId: z.string(), name: z.string(), meaning: z.string() },
  ...{ access: z.string().nullable(), dataClasses: texts },
  ...{ registeredAt: instant, retiredAt: ended, version: z.int() },
});

/**
 * The same as it was at an instant, read from the change log alone. Errors: not_found (not theirs to read), unavailable (more
 * than 20,000 servers or operations).
 */
export async function registerAsOf(actor: Actor, at: Date): Promise<Register> {
  const [servers, operations] = await Promise.all([
    listAsOf(actor, "server", at),
    listAsOf(actor, "operation", at),
  ]);
  return {
    servers: servers
      .map(({ state }) => storedServer.parse(state))
      .map((server) => ({ ...server, places: serverPlaces(server.places) }))
      .sort(byName),
    operations: operations.map(({ state }) => storedOperation.parse(state)).sort(byName),
  };
}

function byName(a: { name: string; id: string }, b: { name: string; id: string }): number {
  const [mine, theirs] = a.name === b.name ? [a.id, b.id] : [a.name, b.name];
  return mine < theirs ? -1 : 1;
}

/** Those among the people named who had left by an instant. */
export async function goneAt(ids: readonly (string | null)[], at: Date): Promise<Set<string>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null);
  const left = await read().person.findMany({
    where: { id: { in: wanted }, deactivatedAt: { lte: at } },
    select: { id: true },
    take: wanted.length,
  });
  return new Set(left.map(({ id }) => id));
}

const line = z.object({
  ...{ server: z.string(), operation: z.string(), environment: z.string(), fromAt: z.date() },
});
export type EnforcedName = z.infer<typeof line>;

/** Names of servers and operations that gateways enforced grants for at an instant; those with a wildcard are left out. */
export async function enforcedNames(at: Date): Promise<EnforcedName[]> {
  return readRows(
    line,
    sql`SELECT server, operation, environment, min("fromAt") AS "fromAt" FROM "EnforcedGrant"
        WHERE "fromAt" <= ${at} AND ("toAt" IS NULL OR "toAt" > ${at})
          AND server <> '' AND server NOT LIKE '%*'
        GROUP BY server, operation, environment
        ORDER BY min("fromAt"), server, operation, environment LIMIT ${CALLED_NAMES_MAX}`,
  );
}
