// Facts of a matrix for tests, with names for ids and days for instants.
import { DAY_MS } from "@/lib/core/clock";
import type {
  AgentRow,
  CallNames,
  GrantRow,
  KeyRow,
  LineRow,
  OperationRow,
  PolicySource,
  ServerRow,
  UsageDay,
} from "../matrix/facts-rows";
import type { MatrixFacts } from "../matrix/matrix-index";

/** Noon of a day; what is planted "days ago" is before it. */
export const TODAY = Date.parse("2026-11-21T12:00:00.000Z");

export function ago(days: number): number {
  return TODAY - days * DAY_MS;
}

export function key(id: string, more: Partial<KeyRow> = {}): KeyRow {
  return {
    ...{ id, publicId: `pk-${id}`, names: [], label: id, kind: "agent-api-key", agentId: "bot" },
    ...{ personId: null, ownerId: "owner", environment: "production", registeredAt: ago(400) },
    ...{ activatedAt: ago(400), expiresAt: null, revokedAt: null },
    ...more,
  };
}

export function agent(id: string, more: Partial<AgentRow> = {}): AgentRow {
  return {
    ...{ id, slug: id, name: `The ${id}`, status: "ACTIVE", ownerId: "owner", sponsorId: null },
    ...{ successorId: null, requestedAt: ago(400), statuses: [] },
    ...more,
  };
}

export function server(id: string, more: Partial<ServerRow> = {}): ServerRow {
  const places = [{ environment: "production", names: [id] }];
  return { id, slug: id, name: id, places, registeredAt: ago(400), retiredAt: null, ...more };
}

/** `crm.read` is the operation `read` of the server `crm`. */
export function operation(id: string, more: Partial<OperationRow> = {}): OperationRow {
  const [serverId = "", name = ""] = id.split(".");
  return {
    ...{ id, serverId, name, access: "read", dataClasses: [], registeredAt: ago(400) },
    ...{ retiredAt: null, definitions: [] },
    ...more,
  };
}

export function grant(keyId: string, operationId: string, more: Partial<GrantRow> = {}): GrantRow {
  return {
    ...{ id: `${keyId} ${operationId} ${more.from ?? ""}`, keyId, environment: "production" },
    ...{ serverId: operationId.split(".")[0] ?? "", operationId, from: ago(300), until: null },
    ...{ ended: null, definitionHash: null, given: true, endTold: true },
    ...more,
  };
}

export function line(principal: string, op: string, more: Partial<LineRow> = {}): LineRow {
  const [name = "", ...rest] = op.split(".");
  return {
    ...{ id: `${principal} ${op} ${more.from ?? ""}`, sourceId: "gw", principal, server: name },
    ...{ operation: rest.join("."), environment: "production", from: ago(300), to: null },
    ...more,
  };
}

/** It said every day at noon what it enforces, from the first day until the last. */
export function source(id = "gw", first = 300, last = 0): PolicySource {
  const statements = Array.from({ length: first - last + 1 }, (_, nth) => ago(first - nth));
  return {
    ...{ id, name: id, statements },
    policies: [{ id: `${id} policy`, version: 1, lines: 1, statedAt: ago(first) }],
  };
}

export type Called = CallNames & { readonly at: number; readonly denied?: boolean };

/** A call, an hour before noon of a day. */
export function call(
  credential: string,
  op: string,
  days: number,
  more: Partial<Called> = {},
): Called {
  const [name = ""] = op.split(".");
  const at = ago(days) - 3_600_000;
  return {
    ...{ credential, agent: "bot", server: name, operation: op, environment: "production", at },
    ...more,
  };
}

export type Planted = Partial<Omit<MatrixFacts, "names" | "days">> & {
  readonly calls?: readonly Called[];
};

export function factsOf({ registry, calls = [], ...more }: Planted): MatrixFacts {
  const { names, days } = usageOf(calls);
  return {
    registry: { keys: [], agents: [], servers: [], operations: [], ...registry },
    ...{ grants: [], lines: [], sources: [], trackedFrom: ago(300), names, days },
    ...more,
  };
}

/** One row of sums for each call: sums of sums are sums. */
export function usageOf(calls: readonly Called[]) {
  const days = new Map<number, UsageDay>();
  const byDay = Map.groupBy(calls, ({ at }) => Math.floor(at / DAY_MS));
  for (const [day, some] of byDay) {
    days.set(day, {
      day,
      names: Uint32Array.from(some, (one) => calls.indexOf(one)),
      used: Float64Array.from(some, ({ denied }) => (denied ? 0 : 1)),
      denied: Float64Array.from(some, ({ denied }) => (denied ? 1 : 0)),
      last: Float64Array.from(some, ({ denied, at }) => (denied ? 0 : at)),
      lastAt: Math.max(...some.map(({ at }) => at)),
    });
  }
  return { names: calls, days };
}
