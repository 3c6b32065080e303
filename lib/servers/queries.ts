import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { AppError } from "@/lib/core/app-error";
import { nameKey } from "@/lib/core/server-places";
import { isStorable, isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import { callSums, firstCalls } from "./call-sums";
import { knownOperations } from "./definitions/definition-row";
import { pinStateOf } from "./definitions/operation-view";
import { enforcedNames, goneAt, registerAsOf, registerNow } from "./facts";
import { GAPS } from "./gap-labels";
import { type Entry, entriesOf, orderedEntries, shownEntries } from "./register";
import type { ListServersInput } from "./schema";
import { unregisteredIn } from "./strangers";
import { attribute } from "./traffic";
import { visibleServers } from "./visible";

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

function peopleIn({ server }: Entry): (string | null)[] {
  return [server.ownerId, server.deputyId];
}

/**
 * Servers that were called or are enforced and stand in no register, and operations that registered servers do not have, in the
 * last `days` UTC days. Servers first, then by calls.
 */
export async function listUnregistered(actor: Actor, days: number, now: Date) {
  const [register, sums, enforced] = await Promise.all([
    registerNow(actor),
    callSums(now, days),
    enforcedNames(now),
  ]);
  const calls = attribute(register.servers, register.operations, sums);
  return unregisteredIn(register, calls, enforced);
}

/** Calls under a name that nobody registered, for whoever registers it; null where there were none. */
export async function callsUnderName(actor: Actor, name: string, days: number, now: Date) {
  const { strangers } = await readRegister(actor, { at: null, days }, now);
  return strangers.find((stranger) => nameKey(stranger.name) === nameKey(name)) ?? null;
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
