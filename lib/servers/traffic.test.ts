import { describe, expect, it } from "vitest";
import { callSum, operationFacts, serverFacts } from "./testing/fixtures";
import { attribute } from "./traffic";

const SERVERS = [
  serverFacts(),
  serverFacts({
    id: "s2",
    slug: "shipment",
    name: "Shipments",
    places: [
      { environment: "production", region: "", address: "", names: ["shipment-db"] },
      { environment: "staging", region: "", address: "", names: ["shipment-db-staging"] },
    ],
  }),
];
const OPERATIONS = [
  operationFacts("query"),
  operationFacts("Query", { id: "op-upper" }),
  operationFacts("move", { serverId: "s2" }),
];

const useOf = (...sums: Parameters<typeof attribute>[2]) => attribute(SERVERS, OPERATIONS, sums);

describe("whose calls they were", () => {
  it("a call belongs to the server it names in any letters, by short name, name or a name of a place", () => {
    const { servers, strangers } = useOf(
      callSum("BILLING", "query"),
      callSum("Billing database ", "query", { used: 2 }),
      callSum("billing-db", "query", { used: 3, denied: 4 }),
    );
    expect(servers.get("s1")).toMatchObject({ used: 6, denied: 4, strangers: [] });
    expect(strangers).toEqual([]);
  });

  it("an operation is meant by its exact name first, and in other letters otherwise", () => {
    const { operations } = useOf(
      callSum("billing", "Query", { used: 2 }),
      callSum("billing", "QUERY", { used: 3 }),
    ).servers.get("s1") ?? { operations: new Map() };
    expect(operations.get("op-upper")?.used).toBe(2);
    expect(operations.get("op-query")?.used).toBe(3);
  });

  it("an operation is also meant with the name of its server in front of it", () => {
    const use = useOf(
      callSum("billing-db", "billing-db.query", { used: 5 }),
      callSum("billing", "billing.drop"),
      callSum("ghost", "ghost.run"),
    );
    expect(use.servers.get("s1")?.operations.get("op-query")?.used).toBe(5);
    expect(use.servers.get("s1")?.strangers.map(({ name }) => name)).toEqual(["drop"]);
    expect(use.strangers[0]?.operations.map(({ name }) => name)).toEqual(["run"]);
  });

  it("a call that says no environment has that of the name it used, and one that says one keeps it", () => {
    const environments = useOf(
      callSum("shipment-db-staging", "move", { environment: "" }),
      callSum("shipment-db-staging", "move", { environment: "Production" }),
      callSum("shipment", "move", { environment: "" }),
      callSum("shipment", "move", { environment: "prod-2" }),
    ).servers.get("s2")?.environments;
    expect([...(environments?.keys() ?? [])]).toEqual(["staging", "production", "", "prod-2"]);
  });

  it("what nobody registered is a stranger: a server with its operations, or an operation of a known server", () => {
    const { servers, strangers } = useOf(
      callSum("Ghost", "run", { used: 5 }),
      callSum("ghost", "RUN", { used: 1, environment: "staging" }),
      callSum("billing", "drop_all", { denied: 2, used: 0 }),
      callSum("billing", ""),
    );
    expect(strangers).toMatchObject([
      {
        name: "Ghost",
        used: 6,
        environments: ["production", "staging"],
        operations: [{ name: "run", used: 6 }],
      },
    ]);
    expect(servers.get("s1")).toMatchObject({
      used: 1,
      denied: 2,
      strangers: [{ name: "drop_all", denied: 2 }],
    });
  });
});
