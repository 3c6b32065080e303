import { ENVIRONMENTS } from "@/lib/core/environments";
import { bareOperation, type NamedServer, nameKey, serversByName } from "@/lib/core/server-places";

/** Calls to one operation of one server in one environment, by the names gateways wrote. "" where they wrote none. */
export type CallSum = {
  server: string;
  operation: string;
  environment: string;
  /** Calls that were let through, and those that were refused. */
  used: number;
  denied: number;
  firstAt: Date;
  lastAt: Date;
};

/** A sum of calls; `lastAt` is null where there were none. */
export type Use = { used: number; denied: number; firstAt: Date | null; lastAt: Date | null };

export const NO_USE: Use = { used: 0, denied: 0, firstAt: null, lastAt: null };

/** What was called under a name that nobody registered. */
export type Stranger = Use & { name: string; environments: readonly string[] };

export type ServerUse = Use & {
  /** By environment in the words of the register; "" where neither the call nor the name told one. */
  environments: ReadonlyMap<string, Use>;
  /** By id of the operation. */
  operations: ReadonlyMap<string, Use>;
  /** Operations that the server does not have. */
  strangers: readonly Stranger[];
};

export type Attributed = {
  /** By id of the server; those nobody called are left out. */
  servers: ReadonlyMap<string, ServerUse>;
  /** Servers nobody registered, with what was called there. */
  strangers: readonly (Stranger & { operations: readonly Stranger[] })[];
};

type Named = { id: string; serverId: string; name: string };

/**
 * Whose calls they were. Names are compared in small letters; an operation by its exact name first, and with that of its server in
 * front of it or without. A call that says no
 * environment has the one that the name it used belongs to.
 */
export function attribute(
  servers: readonly NamedServer[],
  operations: readonly Named[],
  sums: readonly CallSum[],
): Attributed {
  const byName = serversByName(servers);
  const operationOf = operationFinder(operations);
  const known = new Map<string, Drawer>();
  const unknown = new Map<string, Drawer>();
  for (const sum of sums) {
    const place = byName.get(nameKey(sum.server));
    const environment = environmentOf(sum.environment) || (place?.environment ?? "");
    const drawer = place
      ? drawerOf(known, place.serverId, sum.server)
      : drawerOf(unknown, nameKey(sum.server), sum.server);
    addTo(drawer.whole, sum);
    addTo(sumIn(drawer.environments, environment), sum);
    const operation = place && operationOf(place.serverId, sum);
    if (operation) addTo(sumIn(drawer.operations, operation), sum);
    else if (sum.operation !== "") addStranger(drawer.strangers, sum, environment);
  }
  return {
    servers: new Map([...known].map(([id, drawer]) => [id, serverUse(drawer)])),
    strangers: [...unknown.values()].map((drawer) => ({
      ...drawer.whole,
      name: drawer.name,
      environments: named(drawer.environments.keys()),
      operations: strangersOf(drawer),
    })),
  };
}

/** The environment a gateway wrote, in the words of the register where it is one of them. */
export function environmentOf(written: string): string {
  const key = nameKey(written);
  return ENVIRONMENTS.find((known) => known === key) ?? written.trim();
}

type Counted = { used: number; denied: number; firstAt: Date | null; lastAt: Date | null };
type StrangerDrawer = { name: string; whole: Counted; environments: Set<string> };
type Drawer = {
  name: string;
  whole: Counted;
  environments: Map<string, Counted>;
  operations: Map<string, Counted>;
  strangers: Map<string, StrangerDrawer>;
};

function drawerOf(drawers: Map<string, Drawer>, key: string, name: string): Drawer {
  const there = drawers.get(key);
  if (there) return there;
  const maps = { environments: new Map(), operations: new Map(), strangers: new Map() };
  const drawer = { name, whole: { ...NO_USE }, ...maps };
  drawers.set(key, drawer);
  return drawer;
}

function sumIn(uses: Map<string, Counted>, key: string): Counted {
  const there = uses.get(key) ?? { ...NO_USE };
  uses.set(key, there);
  return there;
}

// Two spellings of one name are one stranger; it is shown as it was written first.
function addStranger(
  strangers: Map<string, StrangerDrawer>,
  sum: CallSum,
  environment: string,
): void {
  const name = bareOperation(sum.server, sum.operation);
  const key = nameKey(name);
  const there = strangers.get(key) ?? {
    name,
    whole: { ...NO_USE },
    environments: new Set<string>(),
  };
  addTo(there.whole, sum);
  there.environments.add(environment);
  strangers.set(key, there);
}

function addTo(use: Counted, sum: CallSum): void {
  use.used += sum.used;
  use.denied += sum.denied;
  if (use.firstAt === null || sum.firstAt < use.firstAt) use.firstAt = sum.firstAt;
  if (use.lastAt === null || sum.lastAt > use.lastAt) use.lastAt = sum.lastAt;
}

function operationFinder(operations: readonly Named[]) {
  const exact = new Map<string, string>();
  const alike = new Map<string, string>();
  for (const { id, serverId, name } of operations) {
    exact.set(`${serverId} ${name}`, id);
    const key = `${serverId} ${nameKey(name)}`;
    if (!alike.has(key)) alike.set(key, id);
  }
  return (serverId: string, { server, operation }: CallSum) => {
    const names = [operation, bareOperation(server, operation)];
    const found = names.map((name) => exact.get(`${serverId} ${name}`));
    const similar = names.map((name) => alike.get(`${serverId} ${nameKey(name)}`));
    return [...found, ...similar].find((id) => id !== undefined);
  };
}

function serverUse(drawer: Drawer): ServerUse {
  const { whole, environments, operations } = drawer;
  return { ...whole, environments, operations, strangers: strangersOf(drawer) };
}

function strangersOf({ strangers }: Drawer): Stranger[] {
  return [...strangers.values()].map(({ name, whole, environments }) => ({
    ...whole,
    name,
    environments: named(environments),
  }));
}

function named(environments: Iterable<string>): string[] {
  return [...environments].filter((environment) => environment !== "").sort();
}
