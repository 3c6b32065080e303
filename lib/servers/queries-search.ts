import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import { PICKER_TAKE, SEARCH_TAKE, SERVERS_MAX } from "./limits";
import { visibleOperations, visibleServers } from "./visible";

const pickedOperation = {
  ...{ id: true, name: true, meaning: true, access: true, dataClasses: true, serverId: true },
  server: {
    select: { id: true, slug: true, name: true, purpose: true, inScope: true, places: true },
  },
} as const;

type Sought = { q: string; serverId?: string };

/**
 * Operations in use of servers in use, for pickers: each word stands in the name or meaning of the operation, or in the name,
 * short name or purpose of its server. By server and name, at most 50.
 */
export async function searchOperations(actor: Actor, { q, serverId = "" }: Sought) {
  const words = q.trim().split(/\s+/).filter(Boolean).slice(0, 8);
  return read().operation.findMany({
    where: {
      AND: [
        visibleOperations(actor),
        { retiredAt: null, server: { status: "active" } },
        isUuid(serverId) ? { serverId } : {},
        ...words.map(operationHolds),
      ],
    },
    select: pickedOperation,
    orderBy: [{ server: { name: "asc" } }, { name: "asc" }, { id: "asc" }],
    take: PICKER_TAKE,
  });
}

function operationHolds(word: string) {
  const text = word.replaceAll(/[\\%_]/g, "\\$&"); // PostgreSQL would read % and _ as wildcards
  const holds = { contains: text, mode: "insensitive" as const };
  const server = { OR: [{ name: holds }, { slug: holds }, { purpose: holds }] };
  return { OR: [{ name: holds }, { meaning: holds }, { server }] };
}

/** Servers in use, for pickers, by name. */
export async function pickServers(actor: Actor) {
  return read().server.findMany({
    where: { AND: [visibleServers(actor), { status: "active" }] },
    select: { id: true, slug: true, name: true, inScope: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: SERVERS_MAX,
  });
}

/** The first servers whose name, short name or purpose holds the text, those in use first, at most 8. */
export async function searchServers(actor: Actor, q: string) {
  const text = q.trim().replaceAll(/[\\%_]/g, "\\$&");
  if (text === "") return [];
  const holds = { contains: text, mode: "insensitive" as const };
  return read().server.findMany({
    where: {
      AND: [visibleServers(actor), { OR: [{ name: holds }, { slug: holds }, { purpose: holds }] }],
    },
    select: { id: true, slug: true, name: true, status: true },
    orderBy: [{ status: "asc" }, { name: "asc" }, { id: "asc" }],
    take: SEARCH_TAKE,
  });
}
