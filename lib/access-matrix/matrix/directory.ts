// Whose name a name is: what gateways write, and what the registers know.
import type { AgentRow, KeyRow, OperationRow, Registry, ServerRow } from "./facts-rows";

export type NamedServer = { readonly server: ServerRow; readonly environment: string | null };

/** All by lower-case names. What several could be called belongs to the one whose stronger name it is, then to the first by id. */
export class Directory {
  readonly keyById: ReadonlyMap<string, KeyRow>;
  /** By agent. */
  readonly keysOf: ReadonlyMap<string | null, readonly KeyRow[]>;
  readonly agentById: ReadonlyMap<string, AgentRow>;
  readonly serverById: ReadonlyMap<string, ServerRow>;
  readonly operationById: ReadonlyMap<string, OperationRow>;
  readonly operationsOf: ReadonlyMap<string, readonly OperationRow[]>;
  readonly #keys = new Map<string, KeyRow>();
  readonly #agents = new Map<string, AgentRow>();
  readonly #servers = new Map<string, NamedServer>();
  readonly #operations = new Map<string, OperationRow>();

  constructor({ keys, agents, servers, operations }: Registry) {
    this.keyById = new Map(keys.map((key) => [key.id, key]));
    this.keysOf = Map.groupBy(keys, ({ agentId }) => agentId);
    this.agentById = new Map(agents.map((agent) => [agent.id, agent]));
    this.serverById = new Map(servers.map((server) => [server.id, server]));
    this.operationById = new Map(operations.map((operation) => [operation.id, operation]));
    this.operationsOf = Map.groupBy(operations, ({ serverId }) => serverId);
    this.#nameKeys(keys);
    // Those whose registration was declined or withdrawn are not in the registry.
    const admitted = agents.filter(({ status }) => status !== "DECLINED" && status !== "WITHDRAWN");
    for (const nameOf of AGENT_NAMES) {
      for (const agent of admitted) keepFirst(this.#agents, nameOf(agent), agent);
    }
    this.#nameServers(servers);
    for (const one of operations) this.#operations.set(`${one.serverId} ${one.name}`, one);
    for (const one of operations) {
      keepFirst(this.#operations, `${one.serverId} ${one.name.toLowerCase()}`, one);
    }
  }

  key(text: string): KeyRow | undefined {
    return this.#keys.get(text.toLowerCase());
  }

  agent(text: string): AgentRow | undefined {
    return this.#agents.get(text.toLowerCase());
  }

  server(text: string): NamedServer | undefined {
    return this.#servers.get(text.toLowerCase());
  }

  /** As it is written, else whatever its case. */
  operation(serverId: string, name: string): OperationRow | undefined {
    return (
      this.#operations.get(`${serverId} ${name}`) ??
      this.#operations.get(`${serverId} ${name.toLowerCase()}`)
    );
  }

  #nameKeys(keys: readonly KeyRow[]): void {
    for (const key of keys) keepFirst(this.#keys, key.publicId, key);
    for (const key of keys) for (const name of key.names) keepFirst(this.#keys, name, key);
  }

  // A place says the environment of a name, also where that is the name of the server itself.
  #nameServers(servers: readonly ServerRow[]): void {
    for (const nameOf of SERVER_NAMES) {
      for (const server of servers) {
        const name = nameOf(server);
        keepFirst(this.#servers, name, { server, environment: environmentOf(server, name) });
      }
    }
    for (const server of servers) {
      for (const name of server.places.flatMap(({ names }) => names)) {
        keepFirst(this.#servers, name, { server, environment: environmentOf(server, name) });
      }
    }
  }
}

const AGENT_NAMES = [
  ({ slug }: AgentRow) => slug,
  ({ id }: AgentRow) => id,
  ({ name }: AgentRow) => name,
];
const SERVER_NAMES = [({ slug }: ServerRow) => slug, ({ name }: ServerRow) => name];

/** Null where no place, or places of several environments, are called so. */
function environmentOf({ places }: ServerRow, name: string): string | null {
  const wanted = name.toLowerCase();
  const found = places.filter(({ names }) => names.some((one) => one.toLowerCase() === wanted));
  const environments = new Set(found.map(({ environment }) => environment));
  const [only = null] = environments;
  return environments.size === 1 ? only : null;
}

function keepFirst<Value>(map: Map<string, Value>, name: string, value: Value): void {
  const known = name.toLowerCase();
  if (known !== "" && !map.has(known)) map.set(known, value);
}
