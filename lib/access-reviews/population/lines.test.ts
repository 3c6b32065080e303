// From names as gateways and calls write them to lines: pure, over facts made here.
import { describe, expect, it } from "vitest";
import { type AccessFacts, accessLines } from "./access-lines";
import { cellsOf } from "./cells";
import { Directory } from "./directory";
import { Enforcements, freshSources } from "./enforcement";
import type { EnforcedFact, Facts, GrantFact, KeyFact, UseFact } from "./facts";
import { Usage } from "./usage";

const NOW = Date.parse("2026-10-02T09:00:00.000Z");
const LONG_AGO = NOW - 200 * 86_400_000;

const key = (id: string, more: Partial<KeyFact> = {}): KeyFact => ({
  ...{ id, publicId: `ck_${id}`, names: [], label: id, kind: "agent-api-key", agentId: "a" },
  ...{ personId: null, serverId: null, ownerId: "owner", purpose: "", environment: "production" },
  ...{ issuedAt: LONG_AGO, activatedAt: LONG_AGO, expiresAt: null, revokedAt: null, ...more },
});
const operation = (id: string, name: string) => ({
  ...{ id, serverId: "s", name, meaning: "", access: "read", dataClasses: [], retiredAt: null },
  hash: null,
});
const grant = (operationId: string | null, more: Partial<GrantFact> = {}): GrantFact => ({
  ...{ id: `g-${operationId}`, keyId: "k", serverId: "s", operationId, environment: "production" },
  ...{ purpose: "p", kind: "normal", definitionHash: null, fromAt: LONG_AGO, until: NOW + 1 },
  ...{ endedAt: null, requestId: null, requestedById: "r", approvedById: "v" },
  ...{ approvedAt: LONG_AGO, told: true, measures: null, ...more },
});
const stated = (operation: string, more: Partial<EnforcedFact> = {}): EnforcedFact => ({
  ...{ sourceId: "gw", principal: "CK_k", server: "db-prod", operation, environment: "" },
  ...{ conditions: "", fromAt: LONG_AGO, ...more },
});
const use = (more: Partial<UseFact>): UseFact => ({
  ...{ agent: "", credential: "", server: "db", operation: "query", environment: "" },
  ...{ used: 1, denied: 0, lastAt: NOW - 1, ...more },
});

const SERVER = {
  ...{ id: "s", slug: "db", name: "Database", ownerId: "so", deputyId: null, inScope: true },
  retiredAt: null,
  places: [
    { environment: "production" as const, region: "", address: "", names: ["db-prod"] },
    { environment: "staging" as const, region: "", address: "", names: ["db-stage"] },
  ],
};
const AGENT = {
  ...{ id: "a", slug: "agent", name: "Agent", purpose: "", status: "ACTIVE", ownerId: "owner" },
  ...{ sponsorId: null, risk: "LOW" },
};

type Told = {
  readonly grants?: GrantFact[];
  readonly enforced?: EnforcedFact[];
  readonly calls?: UseFact[];
  readonly statedAt?: number;
  readonly keys?: KeyFact[];
};

function linesOf({ grants = [], enforced = [], calls = [], statedAt = NOW, keys }: Told) {
  const source = { id: "gw", name: "gw", enabled: true, statedAt, policyId: "p", version: 1 };
  const facts: Facts = {
    ...{ keys: keys ?? [key("k")], agents: [AGENT], servers: [SERVER], grants, enforced },
    operations: [operation("o1", "query"), operation("o2", "drop")],
    ...{ covers: enforced, holders: [], principals: [] },
    ...{ sources: [{ ...source, lines: 1 }], people: [], tokens: [], standards: [] },
  };
  const directory = new Directory(facts, NOW);
  const cells = cellsOf(directory, grants, enforced);
  const fresh = freshSources(facts.sources, NOW, 24);
  const around: AccessFacts = {
    ...{ asOf: NOW, dormantDays: 90, trackedFrom: LONG_AGO, left: new Set(), directory },
    enforcements: new Enforcements(cells, directory, facts.covers, fresh),
    usage: new Usage(directory, calls),
    ...{ sources: new Map([["gw", { ...source, lines: 1 }]]), ended: new Map() },
  };
  return accessLines(cells, around);
}

const GRANTED = "access/key:k/s/o1/production";

describe("REV-02 one line for one access, whatever its names", () => {
  it("a key by its public id in any case, a server by the name of a place, an operation behind the server's name", () => {
    const lines = linesOf({ grants: [grant("o1")], enforced: [stated("db-prod.QUERY")] });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ line: GRANTED, enforced: "yes", environment: "production" });
  });

  it("what a wildcard of a gateway stands for is enforced, and the wildcard is a line of its own with its parts", () => {
    const lines = linesOf({ grants: [grant("o1")], enforced: [stated("*")] });
    const byLine = new Map(lines.map((line) => [line.line, line]));
    expect(byLine.get(GRANTED)?.enforced).toBe("yes");
    const wide = byLine.get("access/key:k/s/*/production");
    expect(wide?.parts.map(({ name }) => name)).toEqual(["drop", "query"]);
    expect(wide?.flags).toContain("enforced-not-granted");
  });

  it("what a granted wildcard holds is beneath it and no line of its own", () => {
    const lines = linesOf({ grants: [grant(null)], enforced: [stated("query"), stated("drop")] });
    expect(lines.map(({ line }) => line)).toEqual(["access/key:k/s/*/production"]);
    expect(lines[0]).toMatchObject({
      enforced: "yes",
      flags: expect.arrayContaining(["wildcard"]),
    });
  });

  it("every environment is one line for each that the server stands in", () => {
    const lines = linesOf({ enforced: [stated("query", { server: "db", environment: "*" })] });
    expect(lines.map(({ environment }) => environment)).toEqual(["production", "staging"]);
    expect(lines[1]?.flags).toContain("environment-crossing");
  });

  it("names that nobody registered cannot be mistaken for parts of a line's key", () => {
    const strange = stated("a/b", { principal: "who/ever", server: "no/where" });
    expect(linesOf({ enforced: [strange] })[0]?.line).toBe(
      "access/unknown:who%2Fever/~no%2Fwhere/~a%2Fb/-",
    );
  });
});

describe("REV-03 what is not fresh is not believed", () => {
  it("a line of a stale source is unknown, not enforced and not missing", () => {
    const statedAt = NOW - 25 * 3_600_000;
    const [line] = linesOf({ grants: [grant("o1")], enforced: [stated("query")], statedAt });
    expect(line).toMatchObject({ enforced: "unknown" });
    expect(line?.flags).toContain("enforcement-unknown");
  });

  it("where a fresh source speaks of the place and not of it, it is not enforced; where none speaks, unknown", () => {
    const other = stated("drop", { principal: "someone" });
    const spoken = linesOf({ grants: [grant("o1")], enforced: [other] });
    expect(spoken.find(({ line }) => line === GRANTED)?.enforced).toBe("no");
    expect(linesOf({ grants: [grant("o1")] })[0]?.enforced).toBe("unknown");
  });
});

describe("REV-05 which calls a line counts", () => {
  it("those that showed the key, and those that named its agent and no key", () => {
    const calls = [
      use({ credential: "ck_K", used: 3, lastAt: NOW - 10 }),
      use({ agent: "Agent", used: 2, denied: 1, lastAt: NOW - 5 }),
      use({ credential: "ck_other", agent: "agent", used: 4 }),
      use({ credential: "ck_k", environment: "staging", used: 50 }),
    ];
    const [line] = linesOf({ grants: [grant("o1")], calls, keys: [key("k"), key("other")] });
    expect(line).toMatchObject({ calls: 5, denied: 1 });
    expect(line?.lastUsedAt).toBe(new Date(NOW - 5).toISOString());
  });

  it("is unused only when it was there, tracked and quiet for all that time", () => {
    const flagsOf = (told: Told) => linesOf({ grants: [grant("o1")], ...told })[0]?.flags;
    expect(flagsOf({})).toContain("unused");
    expect(flagsOf({ grants: [grant("o1", { fromAt: NOW - 1_000 })] })).not.toContain("unused");
    expect(flagsOf({ calls: [use({ credential: "ck_k" })] })).not.toContain("unused");
    const old = use({ credential: "ck_k", lastAt: NOW - 91 * 86_400_000 });
    expect(flagsOf({ calls: [old] })).toEqual(["enforcement-unknown", "unused"]);
  });
});
