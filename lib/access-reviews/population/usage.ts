// Which access calls made use of. A call belongs to the key that it showed; one that names an agent and no key may have been made
// with any key of the agent, and counts for each of them, so that nothing that was used is called unused.
import { nameKey } from "@/lib/core/server-places";
import { type Cell, EVERY, encodedName, operationNamed } from "./cells";
import type { Directory } from "./directory";
import type { UseFact } from "./facts";

export type Use = {
  readonly calls: number;
  readonly denied: number;
  readonly lastAt: number | null;
};

const NONE: Use = { calls: 0, denied: 0, lastAt: null };

export class Usage {
  /** By principal, server and environment, then by operation. */
  readonly #at = new Map<string, Map<string, Use>>();
  readonly #environments = new Map<string, Set<string>>();
  readonly #callers = new Set<string>();

  constructor(directory: Directory, use: readonly UseFact[]) {
    for (const each of use) this.#add(directory, each);
  }

  /** Of one access; of a wildcard, of all that it stands for. */
  of({ principal, server, operation, environment }: Cell): Use {
    const where = (serverId: string) =>
      this.#at.get(`${principal.id} ${serverId} ${environment ?? "-"}`);
    if (server.id === EVERY) return this.#everywhere(principal.id, environment);
    const here = where(server.id);
    if (!here) return NONE;
    if (!operation.text.endsWith(EVERY)) return here.get(operation.id) ?? NONE;
    return sumOfUses(
      [...here].flatMap(([id, each]) => (isWithin(operation.text, id) ? [each] : [])),
    );
  }

  /** Of one operation beneath a wildcard. */
  ofPart({ principal, server, environment }: Cell, operationId: string): Use {
    return (
      this.#at.get(`${principal.id} ${server.id} ${environment ?? "-"}`)?.get(operationId) ?? NONE
    );
  }

  /** Whether a key was ever used, for whatever. */
  ofPrincipal(principalId: string): Use {
    const servers = [...(this.#environments.get(principalId) ?? [])];
    return sumOfUses(servers.flatMap((mark) => [...(this.#at.get(mark)?.values() ?? [])]));
  }

  /** Principals that called: `key:`, `agent:` and `unknown:` ids. */
  get callers(): ReadonlySet<string> {
    return this.#callers;
  }

  #everywhere(principalId: string, environment: string | null): Use {
    const marks = [...(this.#environments.get(principalId) ?? [])];
    const here = marks.filter((mark) => mark.endsWith(` ${environment ?? "-"}`));
    return sumOfUses(here.flatMap((mark) => [...(this.#at.get(mark)?.values() ?? [])]));
  }

  #add(directory: Directory, each: UseFact): void {
    const named = directory.server(each.server);
    const server = named?.server ?? null;
    const serverId = server?.id ?? `~${encodedName(each.server)}`;
    const { id } = operationNamed(directory, server, each.server, each.operation);
    const said = nameKey(each.environment) || named?.environment || null;
    for (const { principal, home } of principalsOf(directory, each)) {
      this.#callers.add(principal);
      this.#keep(`${principal} ${serverId} ${said ?? home ?? "-"}`, principal, id, each);
    }
  }

  #keep(mark: string, principal: string, operation: string, { used, denied, lastAt }: UseFact) {
    const marks = this.#environments.get(principal) ?? new Set();
    this.#environments.set(principal, marks.add(mark));
    const here = this.#at.get(mark) ?? new Map<string, Use>();
    this.#at.set(mark, here);
    const [known, use] = [here.get(operation), { calls: used, denied, lastAt }];
    here.set(operation, known ? sumOfUses([known, use]) : use);
  }
}

/** A call that says no environment was made in the key's own: it has one for ever. */
function principalsOf(
  directory: Directory,
  { credential, agent }: UseFact,
): { principal: string; home: string | null }[] {
  const key = credential === "" ? undefined : directory.key(credential);
  if (key) return [{ principal: `key:${key.id}`, home: key.environment }];
  const named = agent === "" ? undefined : directory.agent(agent);
  if (!named) return [{ principal: `unknown:${encodedName(credential || agent)}`, home: null }];
  const keys = directory.keysOf.get(named.id) ?? [];
  return [
    { principal: `agent:${named.id}`, home: null },
    ...keys.map((each) => ({ principal: `key:${each.id}`, home: each.environment })),
  ];
}

// Registered operations are known by their ids: what matches the beginning of names is counted by the parts of the line.
function isWithin(text: string, id: string): boolean {
  return (
    text === EVERY || (id.startsWith("~") && id.slice(1).startsWith(encodedName(text.slice(0, -1))))
  );
}

/** Several uses as one. */
export function sumOfUses(uses: readonly Use[]): Use {
  let [calls, denied] = [0, 0];
  let lastAt: number | null = null;
  for (const use of uses) {
    calls += use.calls;
    denied += use.denied;
    if (use.lastAt !== null && use.lastAt > (lastAt ?? 0)) lastAt = use.lastAt;
  }
  return { calls, denied, lastAt };
}
