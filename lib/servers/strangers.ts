import { bareOperation, nameKey, serversByName } from "@/lib/core/server-places";
import type { EnforcedName, Register } from "./facts";
import { type Attributed, environmentOf, type Stranger, type Use } from "./traffic";

/** Something that was called or is enforced, under a name that nobody registered. */
export type Unregistered = Use & {
  /** The server as it is registered, or null where the server itself is a stranger. */
  server: { id: string; slug: string; name: string } | null;
  /** As gateways write them; operation "" where the server itself is the stranger. */
  serverName: string;
  operation: string;
  environments: readonly string[];
  /** Operations that were called or are enforced on a server nobody registered. */
  operations: readonly string[];
  /** Whether a gateway enforces a grant of it now. */
  enforced: boolean;
};

/**
 * Servers nobody registered, and operations that registered servers do not have: from calls and from what gateways enforce (G-06).
 * Servers first, then by number of calls.
 */
export function unregisteredIn(
  { servers, operations }: Register,
  calls: Attributed,
  enforced: readonly EnforcedName[],
): Unregistered[] {
  const byId = new Map(servers.map((server) => [server.id, server]));
  const found = new Map<string, Unregistered>();
  for (const stranger of calls.strangers) {
    found.set(nameKey(stranger.name), serverOf(stranger));
  }
  for (const [id, { strangers }] of calls.servers) {
    const server = byId.get(id);
    for (const stranger of server ? strangers : []) {
      if (server) found.set(`${id} ${nameKey(stranger.name)}`, operationOf(server, stranger));
    }
  }
  addEnforced(found, servers, operations, enforced);
  return [...found.values()].sort(
    (a, b) => Number(a.operation !== "") - Number(b.operation !== "") || callsOf(b) - callsOf(a),
  );
}

type Server = Register["servers"][number];

function serverOf({ operations, ...stranger }: Attributed["strangers"][number]): Unregistered {
  const { used, denied, firstAt, lastAt, name, environments } = stranger;
  return {
    ...{ used, denied, firstAt, lastAt, environments },
    ...{ server: null, serverName: name, operation: "", enforced: false },
    operations: operations.map((operation) => operation.name),
  };
}

function operationOf({ id, slug, name }: Server, stranger: Stranger): Unregistered {
  const { used, denied, firstAt, lastAt, environments } = stranger;
  return {
    ...{ used, denied, firstAt, lastAt, environments },
    ...{ server: { id, slug, name }, serverName: name, operation: stranger.name },
    ...{ operations: [], enforced: false },
  };
}

function addEnforced(
  found: Map<string, Unregistered>,
  servers: readonly Server[],
  operations: Register["operations"],
  lines: readonly EnforcedName[],
): void {
  const byName = serversByName(servers);
  const byId = new Map(servers.map((server) => [server.id, server]));
  const known = new Set(operations.map(({ serverId, name }) => `${serverId} ${nameKey(name)}`));
  for (const { operation, ...rest } of lines) {
    const line = { ...rest, operation: bareOperation(rest.server, operation) };
    const server = byId.get(byName.get(nameKey(line.server))?.serverId ?? "") ?? null;
    const key = server ? `${server.id} ${nameKey(line.operation)}` : nameKey(line.server);
    if (server && (known.has(key) || !isName(line.operation))) continue;
    found.set(key, enforcedToo(found.get(key) ?? fresh(server, line), line));
  }
}

function enforcedToo(there: Unregistered, line: EnforcedName): Unregistered {
  const named = there.server === null && isName(line.operation) ? line.operation : "";
  return {
    ...there,
    enforced: true,
    environments: withOne(there.environments, environmentOf(line.environment)),
    operations: withOne(there.operations, named),
  };
}

function fresh(server: Server | null, line: EnforcedName): Unregistered {
  const none = {
    used: 0,
    denied: 0,
    firstAt: null,
    lastAt: null,
    environments: [],
    operations: [],
  };
  if (!server) return { ...none, server, serverName: line.server, operation: "", enforced: true };
  const { id, slug, name } = server;
  const shown = { id, slug, name };
  return { ...none, server: shown, serverName: name, operation: line.operation, enforced: true };
}

// A wildcard names no operation, and a line may name none at all.
function isName(operation: string): boolean {
  return operation !== "" && !operation.endsWith("*");
}

function withOne(some: readonly string[], one: string): readonly string[] {
  return one === "" || some.includes(one) ? some : [...some, one];
}

function callsOf({ used, denied }: Use): number {
  return used + denied;
}
