import { describe, expect, it } from "vitest";
import { bareOperation, nameKey, serverPlaces, serversByName } from "./server-places";

const place = {
  environment: "production",
  region: "eu",
  address: "",
  names: ["Billing-DB"],
} as const;

describe("what gateways call a server", () => {
  it("knows it by its short name, its name and the names of its places, in any letters", () => {
    const byName = serversByName([
      {
        id: "1",
        slug: "billing",
        name: "Billing database",
        places: [{ ...place, names: ["Billing-DB"] }],
      },
    ]);
    expect(byName.get(nameKey(" BILLING "))).toEqual({ serverId: "1", environment: null });
    expect(byName.get(nameKey("billing database"))).toEqual({ serverId: "1", environment: null });
    expect(byName.get(nameKey("billing-db"))).toEqual({ serverId: "1", environment: "production" });
    expect(byName.get("billing-d")).toBeUndefined();
  });

  it("tells no environment by a name that is used in two, also in a third place", () => {
    const places = [
      { ...place, names: ["db"] },
      { ...place, environment: "staging" as const, names: ["db"] },
      { ...place, region: "us", names: ["DB"] },
    ];
    const byName = serversByName([{ id: "1", slug: "s", name: "n", places }]);
    expect(byName.get("db")).toEqual({ serverId: "1", environment: null });
  });

  it("tells the environment by a name of two places in it, also where it is the short name", () => {
    const places = [
      { ...place, names: ["db"] },
      { ...place, region: "us", names: ["DB"] },
    ];
    const byName = serversByName([{ id: "1", slug: "db", name: "n", places }]);
    expect(byName.get("db")).toEqual({ serverId: "1", environment: "production" });
  });

  it("gives a shared name to the server that comes first", () => {
    const byName = serversByName([
      { id: "1", slug: "db", name: "One", places: [] },
      { id: "2", slug: "two", name: "DB", places: [] },
    ]);
    expect(byName.get("db")?.serverId).toBe("1");
  });

  it("reads places that are none as no place at all", () => {
    expect(serverPlaces([{ ...place, names: ["a"] }])).toHaveLength(1);
    for (const wrong of [null, "x", {}, [{ environment: "moon" }]]) {
      expect(serverPlaces(wrong)).toEqual([]);
    }
  });

  it("takes the name of the server off the front of an operation, and nothing else", () => {
    expect(bareOperation("Billing", "billing.query")).toBe("query");
    expect(bareOperation("billing", "billing.billing.query")).toBe("billing.query");
    for (const [server, operation] of [
      ["billing", "query"],
      ["billing", "billing."],
      ["billing", "billing_query"],
      ["bill", "billing.query"],
      ["", ".query"],
    ] as const) {
      expect(bareOperation(server, operation)).toBe(operation);
    }
  });
});
