// Numbers for principals, columns, environments and the cells between them. A number once given stays.
import { ENVIRONMENTS } from "@/lib/core/environments";
import type { Directory } from "./directory";
import type { AgentRow, KeyRow, OperationRow, ServerRow } from "./facts-rows";

export type PrincipalRef = {
  readonly id: string;
  readonly key: KeyRow | null;
  readonly agent: AgentRow | null;
  readonly text: string;
};

export type ColumnRef = {
  readonly id: string;
  readonly operation: OperationRow | null;
  readonly server: ServerRow | null;
  /** As the gateway wrote them, where they are not registered. */
  readonly serverText: string;
  readonly text: string;
  /** Number of the server, registered or not. */
  readonly serverNo: number;
};

const COLUMNS_MAX = 2 ** 24;
const ENVIRONMENTS_MAX = 64;
/** All that were stated beyond the first 63 are one: gateways that write so many write nonsense. */
const OTHER = "(other)";

export class CellSpace {
  readonly directory: Directory;
  readonly principals: PrincipalRef[] = [];
  readonly columns: ColumnRef[] = [];
  readonly environments: string[] = [];
  /** Of each cell. */
  readonly principalOf: number[] = [];
  readonly columnOf: number[] = [];
  readonly environmentOf: number[] = [];
  readonly placeOf: number[] = [];
  #places = 0;
  readonly #principalNo = new Map<string, number>();
  readonly #columnNo = new Map<string, number>();
  readonly #environmentNo = new Map<string, number>();
  readonly #serverNo = new Map<string, number>();
  readonly #placeNo = new Map<number, number>();
  readonly #cellNo = new Map<number, number>();

  constructor(directory: Directory) {
    this.directory = directory;
    for (const name of [...ENVIRONMENTS, ""]) this.environment(name);
  }

  get size(): number {
    return this.principalOf.length;
  }

  get places(): number {
    return this.#places;
  }

  /** A key that is not registered (its row was removed) is a row of its own. */
  keyPrincipal(keyId: string): number {
    const key = this.directory.keyById.get(keyId) ?? null;
    const agent = key?.agentId ? (this.directory.agentById.get(key.agentId) ?? null) : null;
    return this.#principal({ id: `key:${keyId}`, key, agent, text: key?.publicId ?? keyId });
  }

  /** A key by its names, else an agent by its names, else whatever it is. */
  principalNamed(text: string): number {
    const key = this.directory.key(text);
    if (key) return this.keyPrincipal(key.id);
    const agent = this.directory.agent(text);
    if (agent) {
      return this.#principal({ id: `agent:${agent.id}`, key: null, agent, text: agent.slug });
    }
    return this.#principal({ id: `unknown:${text.toLowerCase()}`, key: null, agent: null, text });
  }

  operationColumn(operation: OperationRow): number {
    const known = this.#columnNo.get(operation.id);
    if (known !== undefined) return known;
    const server = this.directory.serverById.get(operation.serverId) ?? null;
    return this.#column(operation.id, {
      ...{ id: `op:${operation.id}`, operation, server },
      ...{ serverText: server?.name ?? operation.serverId, text: operation.name },
      serverNo: this.serverNo(server, operation.serverId),
    });
  }

  /** Of an operation that no register knows, in the gateway's words. */
  strangeColumn(server: ServerRow | null, serverText: string, text: string): number {
    const serverName = server?.slug ?? serverText;
    const id = `unregistered:${serverName.toLowerCase()}/${text.toLowerCase()}`;
    const known = this.#columnNo.get(id);
    if (known !== undefined) return known;
    const shown = server?.name ?? serverText;
    const serverNo = this.serverNo(server, serverText);
    return this.#column(id, { id, operation: null, server, serverText: shown, text, serverNo });
  }

  environment(text: string): number {
    const name = text.toLowerCase();
    const known = this.#environmentNo.get(name);
    if (known !== undefined) return known;
    if (this.environments.length >= ENVIRONMENTS_MAX - 1 && name !== OTHER) {
      return this.environment(OTHER);
    }
    this.environments.push(name);
    this.#environmentNo.set(name, this.environments.length - 1);
    return this.environments.length - 1;
  }

  cell(principal: number, column: number, environment: number): number {
    const mark = (principal * COLUMNS_MAX + column) * ENVIRONMENTS_MAX + environment;
    const known = this.#cellNo.get(mark);
    if (known !== undefined) return known;
    const cell = this.principalOf.length;
    this.principalOf.push(principal);
    this.columnOf.push(column);
    this.environmentOf.push(environment);
    this.placeOf.push(this.place(this.columns[column]?.serverNo ?? 0, environment));
    this.#cellNo.set(mark, cell);
    return cell;
  }

  /** Undefined: nothing was ever granted, enforced or used there. */
  findCell(row: string, column: string, environment: string): number | undefined {
    const principal = this.#principalNo.get(row);
    const op = this.#columnNo.get(column.startsWith("op:") ? column.slice(3) : column);
    const env = this.#environmentNo.get(environment.toLowerCase());
    if (principal === undefined || op === undefined || env === undefined) return undefined;
    return this.#cellNo.get((principal * COLUMNS_MAX + op) * ENVIRONMENTS_MAX + env);
  }

  /**
   * The cells of an agent's keys beside each cell of the agent itself: a call that names an agent and none of its keys may have been
   * made with any of them.
   */
  kin(): ReadonlyMap<number, readonly number[]> {
    const kin = new Map<number, readonly number[]>();
    for (let cell = 0; cell < this.size; cell += 1) {
      const { key, agent } = this.principals[this.principalOf[cell] ?? 0] ?? {};
      if (key || !agent) continue;
      const keys = this.directory.keysOf.get(agent.id) ?? [];
      kin.set(
        cell,
        keys.flatMap(({ id }) => this.#beside(cell, id)),
      );
    }
    return kin;
  }

  #beside(cell: number, keyId: string): number[] {
    const principal = this.#principalNo.get(`key:${keyId}`);
    if (principal === undefined) return [];
    const column = this.columnOf[cell] ?? 0;
    const place = (principal * COLUMNS_MAX + column) * ENVIRONMENTS_MAX;
    const found = this.#cellNo.get(place + (this.environmentOf[cell] ?? 0));
    return found === undefined ? [] : [found];
  }

  /** Undefined: nobody ever said anything about it. */
  findPlace(serverNo: number, environment: string): number | undefined {
    const env = this.#environmentNo.get(environment.toLowerCase());
    return env === undefined ? undefined : this.#placeNo.get(serverNo * ENVIRONMENTS_MAX + env);
  }

  /** -1: nobody ever said anything about it. */
  findServerNo(serverId: string): number {
    return this.#serverNo.get(serverId) ?? -1;
  }

  /** Gives the cells new numbers: `order[n]` becomes n. What remembers old ones is to be told; answers the new by the old. */
  renumber(order: Uint32Array): Uint32Array {
    const numbers = new Uint32Array(order.length);
    for (const [number, cell] of order.entries()) numbers[cell] = number;
    for (const column of [this.principalOf, this.columnOf, this.environmentOf, this.placeOf]) {
      const before = Uint32Array.from(column);
      for (let cell = 0; cell < order.length; cell += 1)
        column[cell] = before[order[cell] ?? 0] ?? 0;
    }
    for (const [mark, cell] of this.#cellNo) this.#cellNo.set(mark, numbers[cell] ?? 0);
    return numbers;
  }

  /** A server in an environment: what a source covers. */
  place(serverNo: number, environment: number): number {
    const mark = serverNo * ENVIRONMENTS_MAX + environment;
    const known = this.#placeNo.get(mark);
    if (known !== undefined) return known;
    this.#placeNo.set(mark, this.#places);
    this.#places += 1;
    return this.#places - 1;
  }

  serverNo(server: ServerRow | null, text: string): number {
    const name = server?.id ?? `~${text.toLowerCase()}`;
    const known = this.#serverNo.get(name);
    if (known !== undefined) return known;
    this.#serverNo.set(name, this.#serverNo.size);
    return this.#serverNo.size - 1;
  }

  #principal(ref: PrincipalRef): number {
    const known = this.#principalNo.get(ref.id);
    if (known !== undefined) return known;
    this.principals.push(ref);
    this.#principalNo.set(ref.id, this.principals.length - 1);
    return this.principals.length - 1;
  }

  #column(mark: string, ref: ColumnRef): number {
    this.columns.push(ref);
    this.#columnNo.set(mark, this.columns.length - 1);
    return this.columns.length - 1;
  }
}
