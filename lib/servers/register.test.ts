import { describe, expect, it } from "vitest";
import { listInputOf, SERVER_LIST } from "./address";
import type { ServerFacts } from "./facts";
import { entriesOf, orderedEntries, shownEntries } from "./register";
import { listServersInput } from "./schema";
import { unregisteredIn } from "./strangers";
import { AT, callSum, operationFacts, serverFacts } from "./testing/fixtures";
import { attribute } from "./traffic";

const SERVERS: ServerFacts[] = [
  serverFacts(),
  serverFacts({
    ...{ id: "s2", slug: "crm", name: "CRM", purpose: "Customers.", provider: "Acme" },
    ...{ hosting: "vendor", inScope: false, contradictedBy: ["production"] },
    ...{ ownerId: "anna", deputyId: null, dataClasses: ["personal"], places: [] },
  }),
  serverFacts({
    id: "s3",
    slug: "old",
    name: "Old wiki",
    status: "retired",
    retiredAt: AT,
    places: [],
  }),
];
const OPERATIONS = [operationFacts("query"), operationFacts("pay", { access: null })];
const CALLS = [callSum("billing-db", "query", { used: 9 }), callSum("crm", "find", { used: 2 })];

const calls = attribute(SERVERS, OPERATIONS, CALLS);
const entries = entriesOf({ servers: SERVERS, operations: OPERATIONS }, calls, new Set());

function shown(filters: object, named: readonly string[] = []): string[] {
  const input = listServersInput.parse(filters);
  return orderedEntries(shownEntries(entries, input, new Set(named)), input).map(
    ({ server }) => server.slug,
  );
}

describe("what the register shows", () => {
  it.each([
    [{}, ["billing", "crm", "old"]],
    [{ status: "retired" }, ["old"]],
    [{ scope: "out" }, ["crm"]],
    [{ environment: "production" }, ["billing"]],
    [{ hosting: "vendor" }, ["crm"]],
    [{ dataClass: "personal" }, ["crm"]],
    [{ gap: "scope-contradicted" }, ["crm"]],
    [{ gap: "unclassified-production" }, ["billing"]],
    [{ gap: "fails" }, ["billing", "crm"]],
    [{ gap: "any" }, ["billing", "crm"]],
    [{ q: "acme customers" }, ["crm"]],
    [{ q: "eu-central billing-db" }, ["billing"]],
    [{ q: "acme invoices" }, []],
    [{ sort: "calls", dir: "desc" }, ["billing", "crm", "old"]],
    [{ sort: "operations", dir: "asc" }, ["crm", "old", "billing"]],
    [{ sort: "name", dir: "desc" }, ["old", "crm", "billing"]],
  ])("%j", (filters, slugs) => {
    expect(shown(filters)).toEqual(slugs);
  });

  it("also finds servers by the name of their owner", () => {
    expect(shown({ q: "Anna" })).toEqual([]);
    expect(shown({ q: "Anna" }, ["anna"])).toEqual(["crm"]);
  });

  it("reads an address without any filter as the whole register of now", () => {
    const none = { status: null, scope: null, environment: null, hosting: null, dataClass: null };
    const filters = { ...none, gap: null, owner: "nobody", days: null, at: null };
    const order = { q: "", sort: "name", dir: "asc", page: 1, pageSize: 50 } as const;
    const address = { ...order, filters };
    expect(listInputOf(address)).toMatchObject({ owner: "", days: "90", at: null, gap: "" });
    expect(Object.keys(SERVER_LIST.filters).sort()).toEqual(Object.keys(filters).sort());
  });
});

describe("G-06 what is called or enforced and stands in no register", () => {
  const line = (server: string, operation: string) => ({
    ...{ server, operation, environment: "production", fromAt: AT },
  });
  const found = (enforced: ReturnType<typeof line>[]) =>
    unregisteredIn(
      { servers: SERVERS, operations: OPERATIONS },
      attribute(SERVERS, OPERATIONS, [...CALLS, callSum("ghost", "run")]),
      enforced,
    ).map(({ serverName, operation, enforced: is, used }) => [serverName, operation, is, used]);

  it("servers come first, then operations of registered servers", () => {
    expect(found([])).toEqual([
      ["ghost", "", false, 1],
      ["CRM", "find", false, 2],
    ]);
  });

  it("a line of a gateway's policy marks what was called, and is there without any call", () => {
    expect(found([line("GHOST", "run"), line("phantom", "*"), line("crm", "erase")])).toEqual([
      ["ghost", "", true, 1],
      ["phantom", "", true, 0],
      ["CRM", "find", false, 2],
      ["CRM", "erase", true, 0],
    ]);
  });

  it("a wildcard and an operation that is registered are no strangers", () => {
    expect(
      found([line("billing", "*"), line("billing-db", "QUERY"), line("crm", "get_*")]),
    ).toEqual(found([]));
  });
});
