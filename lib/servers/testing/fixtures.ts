import type { OperationFacts, ServerFacts } from "../facts";
import type { ServerContentInput } from "../schema";
import type { CallSum } from "../traffic";

/** A sound registration for tests. */
export const CONTENT: ServerContentInput = {
  name: "Billing database",
  purpose: "Holds invoices.",
  provider: "",
  hosting: "ours",
  ownerId: "11111111-1111-4111-8111-111111111111",
  deputyId: "22222222-2222-4222-8222-222222222222",
  dataClasses: ["internal", "payment"],
  inScope: true,
  scopeReason: "Agents write invoices.",
  contradictedBy: [],
  places: [
    { environment: "production", region: "eu-central-1", address: "", names: ["billing-db"] },
  ],
};

/** The same as a browser's form sends it. */
export const TYPED = {
  ...CONTENT,
  slug: "",
  inScope: "in",
  places: "production | eu-central-1 | billing-db",
};

export const AT = new Date("2026-11-21T12:00:00.000Z");

/** A server as the register reads it. */
export function serverFacts(differs: Partial<ServerFacts> = {}): ServerFacts {
  const registered = { registeredById: CONTENT.ownerId, registeredAt: AT, retiredAt: null };
  return {
    ...{ id: "s1", slug: "billing", status: "active", version: 1 },
    ...CONTENT,
    ...registered,
    ...differs,
  };
}

/** An operation of it. */
export function operationFacts(
  name: string,
  differs: Partial<OperationFacts> = {},
): OperationFacts {
  return {
    ...{ id: `op-${name}`, serverId: "s1", name, meaning: `Does ${name}.`, version: 1 },
    ...{ access: "read", dataClasses: [], registeredAt: AT, retiredAt: null },
    ...differs,
  };
}

/** Calls under the names gateways wrote. */
export function callSum(
  server: string,
  operation: string,
  differs: Partial<CallSum> = {},
): CallSum {
  return {
    ...{ server, operation, environment: "production", used: 1, denied: 0 },
    ...{
      firstAt: new Date("2026-11-01T08:00:00.000Z"),
      lastAt: new Date("2026-11-20T08:00:00.000Z"),
    },
    ...differs,
  };
}
