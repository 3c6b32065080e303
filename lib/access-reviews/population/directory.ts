// Whose name a name is: what gateways write, and what the registers know.
import { type NamedPlace, nameKey, serversByName } from "@/lib/core/server-places";
import type { AgentFact, Facts, KeyFact, OperationFact, ServerFact } from "./facts";

/** Declined and withdrawn agents never came into the registry. */
const NOT_ADMITTED: readonly string[] = ["DECLINED", "WITHDRAWN"];

export class Directory {
  readonly keyById: ReadonlyMap<string, KeyFact>;
  readonly agentById: ReadonlyMap<string, AgentFact>;
  readonly serverById: ReadonlyMap<string, ServerFact>;
  readonly operationById: ReadonlyMap<string, OperationFact>;
  /** Operations of a server that are in use, by name. */
  readonly operationsOf: ReadonlyMap<string, readonly OperationFact[]>;
  readonly keysOf: ReadonlyMap<string | null, readonly KeyFact[]>;
  readonly #keys = new Map<string, KeyFact>();
  readonly #agents = new Map<string, AgentFact>();
  readonly #servers: ReadonlyMap<string, NamedPlace>;
  readonly #operations = new Map<string, OperationFact>();

  constructor({ keys, agents, servers, operations }: Facts, asOf: number) {
    this.keyById = byId(keys);
    this.agentById = byId(agents);
    this.serverById = byId(servers);
    this.operationById = byId(operations);
    const inUse = operations.filter(({ retiredAt }) => retiredAt === null || retiredAt > asOf);
    this.operationsOf = Map.groupBy(
      inUse.toSorted((one, other) => order(one.name, other.name) || order(one.id, other.id)),
      ({ serverId }) => serverId,
    );
    this.keysOf = Map.groupBy(keys, ({ agentId }) => agentId);
    for (const key of keys) keepFirst(this.#keys, key.publicId, key);
    for (const key of keys) for (const name of key.names) keepFirst(this.#keys, name, key);
    const admitted = agents.filter(({ status }) => !NOT_ADMITTED.includes(status));
    for (const agent of admitted) keepFirst(this.#agents, agent.slug, agent);
    for (const agent of admitted) keepFirst(this.#agents, agent.id, agent);
    for (const agent of admitted) keepFirst(this.#agents, agent.name, agent);
    this.#servers = serversByName(servers);
    for (const one of operations) keepFirst(this.#operations, `${one.serverId} ${one.name}`, one);
  }

  key(name: string): KeyFact | undefined {
    return this.#keys.get(nameKey(name));
  }

  agent(name: string): AgentFact | undefined {
    return this.#agents.get(nameKey(name));
  }

  /** `environment`: only where the name belongs to places of one environment. */
  server(name: string): { server: ServerFact; environment: string | null } | null {
    const place = this.#servers.get(nameKey(name));
    const server = place && this.serverById.get(place.serverId);
    return server ? { server, environment: place.environment } : null;
  }

  operation(serverId: string, name: string): OperationFact | undefined {
    return this.#operations.get(nameKey(`${serverId} ${name}`));
  }
}

function byId<Row extends { readonly id: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}

function keepFirst<Value>(map: Map<string, Value>, name: string, value: Value): void {
  const known = nameKey(name);
  if (known !== "" && !map.has(known)) map.set(known, value);
}

/** Texts by their code units: the same on every machine. */
export function order(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
