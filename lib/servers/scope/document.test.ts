import { describe, expect, it } from "vitest";
import { AT, operationFacts, serverFacts } from "../testing/fixtures";
import { documentCounts, documentHash, documentOf } from "./document";
import { documentChanges } from "./document-changes";
import { standingOf } from "./scope-view";

const SERVERS = [serverFacts(), serverFacts({ id: "s0", name: "CRM", inScope: false })];
const OPERATIONS = [operationFacts("query"), operationFacts("pay", { access: "write" })];
const document = documentOf({ servers: SERVERS, operations: OPERATIONS });

describe("readiness item 1: the scope document", () => {
  it("holds servers and operations in use, by id, whatever order they were read in", () => {
    const retired = serverFacts({ id: "s9", status: "retired" });
    const ended = operationFacts("old", { retiredAt: AT });
    const same = documentOf({
      servers: [retired, ...SERVERS].reverse(),
      operations: [ended, ...OPERATIONS].reverse(),
    });
    expect(same).toEqual(document);
    expect(documentHash(same)).toBe(documentHash(document));
    expect(documentCounts(document)).toEqual({
      ...{ servers: 2, inScope: 1, outOfScope: 1, operations: 2 },
    });
  });

  it("stays the same when a version moves on, and is another one with every decision", () => {
    const hash = documentHash(document);
    const again = (differs: object) =>
      documentHash(
        documentOf({
          servers: SERVERS.map((server) => ({ ...server, ...differs })),
          operations: OPERATIONS,
        }),
      );
    expect(again({ version: 7, registeredAt: new Date(0) })).toBe(hash);
    const decisions = [
      { inScope: true, scopeReason: "Other." },
      { ownerId: "x" },
      { deputyId: null },
      { purpose: "Other." },
      { places: [] },
      { dataClasses: ["public"] },
    ];
    const hashes = new Set(decisions.map(again));
    expect(hashes.size).toBe(decisions.length);
    expect(hashes.has(hash)).toBe(false);
  });

  it("says what changed from one to another, field by field", () => {
    const after = documentOf({
      servers: [
        serverFacts({ inScope: false, ownerId: "anna" }),
        serverFacts({ id: "s5", name: "Wiki" }),
      ],
      operations: [
        operationFacts("query", { access: "delete" }),
        operationFacts("erase", { access: null }),
      ],
    });
    const changes = documentChanges(document, after, (id) => (id === "anna" ? "Anna" : "Somebody"));
    expect(
      changes.map(({ about, label, before, after: now }) => [about, label, before, now]),
    ).toEqual([
      ["Billing database", "Owner", "Somebody", "Anna"],
      ["Billing database", "In scope", "In scope", "Out of scope"],
      ["Billing database, erase", "Operation", null, "Not classified"],
      ["Billing database, pay", "Operation", "Write", null],
      ["Billing database, query", "Access class", "Read", "Delete"],
      ["CRM", "Server", "Out of scope, 0 operations", null],
      ["Wiki", "Server", null, "In scope, 0 operations"],
    ]);
    expect(documentChanges(document, document, String)).toEqual([]);
  });
});

describe("how it stands to its approval", () => {
  const approval = { hash: "a", servers: 1, operations: 0, id: "1", requestId: "r" };
  const approvals = [{ ...approval, approvedById: "b", approvedAt: AT }];
  const holdsUntil = new Date("2027-11-21T12:00:00.000Z");
  const standing = (differs: object) =>
    standingOf({ hash: "a", approvals, holdsUntil, until: AT, ...differs });

  it("is approved until the day the policy gives, and only as it stands", () => {
    expect(standing({})).toBe("approved");
    expect(standing({ until: new Date(holdsUntil.getTime() - 1) })).toBe("approved");
    expect(standing({ until: holdsUntil })).toBe("too-old");
    expect(standing({ hash: "b" })).toBe("changed");
    expect(standing({ approvals: [], holdsUntil: null })).toBe("never");
  });
});
