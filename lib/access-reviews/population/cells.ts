// Where access stands: a principal, a server, an operation and an environment. Grants and enforced lines meet there.
import { ENVIRONMENTS } from "@/lib/core/environments";
import { bareOperation, nameKey } from "@/lib/core/server-places";
import type { Directory } from "./directory";
import type {
  AgentFact,
  EnforcedFact,
  GrantFact,
  KeyFact,
  OperationFact,
  ServerFact,
} from "./facts";

/** Every operation, or every server. */
export const EVERY = "*";

/** `id` is the part of the line's key: `key:<uuid>`, `agent:<uuid>` or `unknown:<what it is called>`. */
export type PrincipalAt = {
  readonly id: string;
  readonly text: string;
  readonly key: KeyFact | null;
  readonly agent: AgentFact | null;
};

/** `id`: of the server, `*`, or `~` and what it is called where nobody registered it. */
export type ServerAt = {
  readonly id: string;
  readonly text: string;
  readonly server: ServerFact | null;
};

/** `id`: of the operation, `*`, or `~` and what it is called: an operation nobody registered, or the beginning of names and `*`. */
export type OperationAt = {
  readonly id: string;
  readonly text: string;
  readonly operation: OperationFact | null;
};

export type Cell = {
  /** `access/<principal>/<server>/<operation>/<environment or ->`: the same in every review. */
  readonly line: string;
  readonly principal: PrincipalAt;
  readonly server: ServerAt;
  readonly operation: OperationAt;
  /** Null: nobody said. */
  readonly environment: string | null;
  readonly grants: GrantFact[];
  /** Lines for exactly this. */
  readonly enforced: EnforcedFact[];
};

/** By the key of the line. */
export type Cells = Map<string, Cell>;

export function cellsOf(
  directory: Directory,
  grants: readonly GrantFact[],
  enforced: readonly EnforcedFact[],
): Cells {
  const cells: Cells = new Map();
  for (const grant of grants) cellOfGrant(cells, directory, grant).grants.push(grant);
  const principals = new Map<string, PrincipalAt>();
  for (const line of enforced) {
    const principal = principals.get(line.principal) ?? principalNamed(directory, line.principal);
    principals.set(line.principal, principal);
    const server = serverNamed(directory, line.server);
    const operation = operationNamed(directory, server.server, line.server, line.operation);
    for (const environment of environmentsOf(directory, line, server)) {
      cellAt(cells, { principal, server, operation, environment }).enforced.push(line);
    }
  }
  return cells;
}

type Place = Pick<Cell, "principal" | "server" | "operation" | "environment">;

function cellAt(cells: Cells, place: Place): Cell {
  const line = lineKeyOf(place);
  const known = cells.get(line);
  if (known) return known;
  const cell = { line, ...place, grants: [], enforced: [] };
  cells.set(line, cell);
  return cell;
}

function lineKeyOf({ principal, server, operation, environment }: Place): string {
  return ["access", principal.id, server.id, operation.id, environment ?? "-"].join("/");
}

function cellOfGrant(cells: Cells, directory: Directory, grant: GrantFact): Cell {
  const { keyId, serverId, operationId } = grant;
  const server = directory.serverById.get(serverId) ?? null;
  const operation = operationId === null ? null : directory.operationById.get(operationId);
  return cellAt(cells, {
    principal: keyPrincipal(directory, keyId),
    server: { id: serverId, text: server?.name ?? serverId, server },
    operation:
      operationId === null
        ? { id: EVERY, text: EVERY, operation: null }
        : { id: operationId, text: operation?.name ?? operationId, operation: operation ?? null },
    environment: grant.environment,
  });
}

/** A key whose row somebody removed is still a principal: its grants stand. */
export function keyPrincipal(directory: Directory, keyId: string): PrincipalAt {
  const key = directory.keyById.get(keyId) ?? null;
  const agent = key?.agentId ? (directory.agentById.get(key.agentId) ?? null) : null;
  return { id: `key:${keyId}`, text: key?.publicId ?? keyId, key, agent };
}

/** A key by its names, else an agent by its names, else whatever it is. */
function principalNamed(directory: Directory, text: string): PrincipalAt {
  const key = directory.key(text);
  if (key) return keyPrincipal(directory, key.id);
  const agent = directory.agent(text);
  if (agent) return { id: `agent:${agent.id}`, text: agent.slug, key: null, agent };
  return { id: `unknown:${encodedName(text)}`, text, key: null, agent: null };
}

function serverNamed(directory: Directory, text: string): ServerAt {
  if (text.trim() === EVERY) return { id: EVERY, text: EVERY, server: null };
  const server = directory.server(text)?.server ?? null;
  return server
    ? { id: server.id, text: server.name, server }
    : { id: `~${encodedName(text)}`, text, server: null };
}

/** What a name of an operation stands for, as a gateway or a call wrote it beside that of its server. */
export function operationNamed(
  directory: Directory,
  server: ServerFact | null,
  serverText: string,
  text: string,
): OperationAt {
  const bare = bareOperation(serverText, text).trim();
  if (bare === EVERY) return { id: EVERY, text: EVERY, operation: null };
  const named =
    server && !bare.endsWith(EVERY) ? registered(directory, server, [bare, text]) : null;
  return named
    ? { id: named.id, text: named.name, operation: named }
    : { id: `~${encodedName(bare)}`, text: bare, operation: null };
}

function registered(
  directory: Directory,
  { id }: ServerFact,
  names: readonly string[],
): OperationFact | null {
  for (const name of names) {
    const found = directory.operation(id, name);
    if (found) return found;
  }
  return null;
}

function environmentsOf(
  directory: Directory,
  { server: text, environment }: EnforcedFact,
  { server }: ServerAt,
): readonly (string | null)[] {
  const stated = nameKey(environment);
  if (stated === "") return [directory.server(text)?.environment ?? null];
  if (stated !== EVERY) return [stated];
  const places = new Set(server?.places.map((place) => place.environment));
  return places.size > 0 ? [...places].sort() : ENVIRONMENTS;
}

/** A name that nobody registered, as a part of a line's key: slashes part those. */
export function encodedName(text: string): string {
  return encodeURIComponent(nameKey(text).toWellFormed());
}
