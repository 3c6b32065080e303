import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { AppError } from "@/lib/core/app-error";
import { isStorable, isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import { knownOperations } from "./definitions/definition-row";
import { pinStateOf } from "./definitions/operation-view";
import { callSums, firstCalls, goneAt, registerAsOf, registerNow } from "./facts";
import { GAPS } from "./gap-labels";
import { PICKER_TAKE, SEARCH_TAKE, SERVERS_MAX } from "./limits";
import { type Entry, entriesOf, orderedEntries, shownEntries } from "./register";
import type { ListServersInput } from "./schema";
import { attribute } from "./traffic";
import { visibleOperations, visibleServers } from "./visible";

type When = { at: Date | null; days: number };

/**
 * The whole register at an instant (null: now) with the calls of the `days` UTC days before it, and the people around. Errors, only
 * for an earlier instant: not_found (not theirs to read), unavailable (too many).
 */
export async function readRegister(actor: Actor, { at, days }: When, now: Date) {
  const asOf = at !== null && at < now ? at : null;
  const [register, sums] = await Promise.all([
    asOf ? registerAsOf(actor, asOf) : registerNow(actor),
    callSums(asOf ?? now, days),
  ]);
  const calls = attribute(register.servers, register.operations, sums);
  const people = register.servers.flatMap(({ ownerId, deputyId }) => [ownerId, deputyId]);
  const gone = await goneAt(people, asOf ?? now);
  return { entries: entriesOf(register, calls, gone), strangers: calls.strangers, gone, asOf };
}
export type ReadRegister = Awaited<ReturnType<typeof readRegister>>;

/** One page of the register, with how many match, what the whole register lacks, and the people named. Errors: as `readRegister`. */
export async function listServers(actor: Actor, input: ListServersInput, now: Date) {
  const when = { at: input.at, days: Number(input.days) };
  const register = await readRegister(actor, when, now);
  const shown = await listEntries(register.entries, input);
  const start = (input.page - 1) * input.pageSize;
  const entries = shown.slice(start, start + input.pageSize);
  const names = await namesOf(entries.flatMap(peopleIn));
  const { gone, asOf } = register;
  return { entries, total: shown.length, counts: countsOf(register), names, gone, asOf };
}
export type ListedServers = Awaited<ReturnType<typeof listServers>>;

/** What the filters show of the register, in the order asked for. */
export async function listEntries(
  entries: readonly Entry[],
  input: Omit<ListServersInput, "page" | "pageSize">,
): Promise<Entry[]> {
  const named = await ownersNamed(input.q);
  return orderedEntries(shownEntries(entries, input, named), input);
}

export type RegisterCounts = {
  active: number;
  inScope: number;
  /** With anything an auditor would not accept. */
  failing: number;
  /** Out of scope and called all the same. */
  contradicted: number;
  /** Servers that were called and stand in no register. */
  strangers: number;
};

function countsOf({ entries, strangers }: ReadRegister): RegisterCounts {
  const active = entries.filter(({ server }) => server.status === "active");
  return {
    active: active.length,
    inScope: active.filter(({ server }) => server.inScope).length,
    failing: entries.filter(({ gaps }) => gaps.some(({ gap }) => GAPS[gap].fails)).length,
    contradicted: entries.filter(({ gaps }) =>
      gaps.some((each) => each.gap === "scope-contradicted"),
    ).length,
    strangers: strangers.length,
  };
}

/**
 * One server by id or short name, with its operations, calls, gaps, definitions and grants in force. Errors: not_found.
 */
export async function getServer(actor: Actor, idOrSlug: string, days: number, now: Date) {
  const { id } = await findServer(actor, idOrSlug);
  // The whole register, because a call belongs to the server that has its name first.
  const { entries, gone } = await readRegister(actor, { at: null, days }, now);
  const entry = entries.find(({ server }) => server.id === id);
  if (!entry) throw new AppError("not_found", "No such server.");
  const [known, everObserved, grants, seen, names] = await Promise.all([
    knownOperations(read(), id),
    observedEver(id),
    grantsInForce(id, now),
    firstCalls(),
    namesOf([...peopleIn(entry), entry.server.registeredById]),
  ]);
  const states = new Map(
    known.map(({ id: operationId, observed, pinned }) => [
      operationId,
      pinStateOf(observed, pinned, everObserved.has(operationId)),
    ]),
  );
  const own = attribute(
    entries.map(({ server }) => server),
    [],
    seen.map(({ server, firstAt }) => ({
      ...{ server, operation: "", environment: "", used: 0, denied: 0 },
      ...{ firstAt, lastAt: firstAt },
    })),
  ).servers.get(id);
  return { entry, states, grants, firstCallAt: own?.firstAt ?? null, names, gone };
}
export type FoundServer = Awaited<ReturnType<typeof getServer>>;

/** The row behind an id or short name. Errors: not_found. */
export async function findServer(actor: Actor, idOrSlug: string) {
  const key = isUuid(idOrSlug) ? { id: idOrSlug } : { slug: idOrSlug };
  const server = isStorable(idOrSlug)
    ? await read().server.findFirst({ where: { AND: [key, visibleServers(actor)] } })
    : null;
  if (!server) throw new AppError("not_found", "No such server.");
  return server;
}

/** Operations of a server of which any definition was ever seen. */
async function observedEver(serverId: string): Promise<Set<string>> {
  const observed = await read().operationDefinition.groupBy({
    by: ["operationId"],
    where: { operation: { serverId } },
  });
  return new Set(observed.map(({ operationId }) => operationId));
}

async function grantsInForce(serverId: string, now: Date): Promise<number> {
  return read().grant.count({
    where: {
      ...{ serverId, endedAt: null, fromAt: { lte: now } },
      OR: [{ until: null }, { until: { gt: now } }],
    },
  });
}

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

/** An operation as its form begins, with whoever looks after its server. Errors: not_found. */
export async function getOperationForm(actor: Actor, operationId: string) {
  const operation = isUuid(operationId)
    ? await read().operation.findFirst({
        where: { AND: [{ id: operationId }, visibleOperations(actor)] },
        include: { server: { select: { ownerId: true, deputyId: true, status: true } } },
      })
    : null;
  if (!operation) throw new AppError("not_found", "No such operation.");
  return operation;
}

function peopleIn({ server }: Entry): (string | null)[] {
  return [server.ownerId, server.deputyId];
}

async function ownersNamed(q: string): Promise<Set<string>> {
  const text = q.trim().replaceAll(/[\\%_]/g, "\\$&");
  if (text === "") return new Set();
  const people = await read().personIdentity.findMany({
    where: { name: { contains: text, mode: "insensitive" } },
    select: { personId: true },
    orderBy: { personId: "asc" },
    take: 200,
  });
  return new Set(people.map(({ personId }) => personId));
}
