import { describe, expect, it } from "vitest";
import type { Role } from "@/lib/auth/permissions";
import type { SnapshotLine } from "../snapshot-view";
import { snapshotLine } from "../testing/snapshot-line";
import type { ReviewPeople } from "./conflicts";
import { proposeInstead, proposeReviewers } from "./rules";

const ROLES: [string, Role[]][] = [
  ["server-owner", ["owner"]],
  ["deputy", ["owner"]],
  ["sponsor", ["owner"]],
  ["officer", ["compliance"]],
  ["officer-2", ["compliance"]],
  ["risk-1", ["risk-owner"]],
  ["risk-2", ["risk-owner"]],
];
const without = (...gone: string[]): ReviewPeople => ({
  roles: new Map(ROLES.filter(([id]) => !gone.includes(id))),
  agents: new Map([["agent", { registeredById: "owner", sponsorId: "sponsor" }]]),
});
const REVIEW = { ownerId: "officer" };
const SERVER = {
  id: "server",
  slug: "crm",
  name: "CRM",
  ownerId: "server-owner",
  deputyId: "deputy",
};

const approved = (approvedById: string, requestedById = "owner") => ({
  ...{ id: "grant", kind: "standard", fromAt: "", until: null, endedAt: null, approvedAt: "" },
  ...{ requestId: null, requestedById, approvedById },
});

function who(
  line: Partial<SnapshotLine>,
  people = without(),
  standIns: Parameters<typeof proposeReviewers>[3] = [],
) {
  const { proposals } = proposeReviewers(
    [snapshotLine({ ownerId: "owner", server: SERVER, ...line })],
    REVIEW,
    people,
    standIns,
  );
  return proposals.map(({ stage, personId, how }) => `${stage} ${personId} ${how}`);
}

describe("who decides a line (goals 3.3)", () => {
  it.each<[string, Partial<SnapshotLine>, string[], string]>([
    ["the owner of the server", {}, [], "1 server-owner accountable"],
    ["their deputy, where they have left", {}, ["server-owner"], "1 deputy deputy"],
    [
      "G8 their deputy, where they own the agent (SCN-05)",
      { ownerId: "server-owner" },
      [],
      "1 deputy deputy",
    ],
    ["the sponsor, where both cannot", {}, ["server-owner", "deputy"], "1 sponsor sponsor"],
    [
      "the owner of the review, where there is no server",
      { server: null, agent: null },
      [],
      "1 officer fallback",
    ],
    [
      "a risk owner, where that is who is reviewed",
      { server: null, agent: null, ownerId: "officer" },
      [],
      "1 risk-1 fallback",
    ],
    [
      "somebody who did not approve it, where one looks alone",
      { grants: [approved("server-owner")] },
      [],
      "1 deputy deputy",
    ],
  ])("%s", (_, line, gone, expected) => {
    expect(who(line, without(...gone))).toEqual([expected]);
  });

  it("who approved it decides it where nobody else may, or where a second person looks as well", () => {
    const line = { grants: [approved("server-owner")] };
    const others = ["deputy", "sponsor", "officer", "officer-2", "risk-1", "risk-2"];
    expect(who(line, without(...others))).toEqual(["1 server-owner accountable"]);
    expect(who({ ...line, stages: 2 })).toEqual(["1 server-owner accountable", "2 risk-1 risk"]);
  });

  it("the second stage is a risk owner's, never the same person's, never an administrator's", () => {
    const people = without("server-owner", "deputy", "sponsor", "officer", "officer-2");
    expect(who({ stages: 2 }, people)).toEqual(["1 risk-1 fallback", "2 risk-2 risk"]);
    const admins = {
      ...without(),
      roles: new Map(without().roles).set("risk-1", ["risk-owner", "admin"]),
    };
    expect(who({ stages: 2 }, admins)[1]).toBe("2 risk-2 risk");
  });

  it("says which lines nobody may decide, and why", () => {
    const { proposals, nobody } = proposeReviewers(
      [snapshotLine({ stages: 2 })],
      REVIEW,
      without("deputy", "sponsor", "officer", "officer-2", "risk-1", "risk-2", "server-owner"),
    );
    expect(proposals).toEqual([]);
    expect(nobody.map(({ stage }) => stage)).toEqual([1, 2]);
    expect(nobody[0]?.why).toContain("has a conflict, has left or may not decide");
  });

  it("shares agents out among risk owners, one agent to one person, the same way each time", () => {
    const lines = [1, 2, 3, 4, 5, 6].map((n) =>
      snapshotLine({
        ...{ n, stages: 2, server: SERVER, ownerId: "owner" },
        agent: { id: `agent-${n % 3}`, slug: "a", name: "A", risk: "high", status: "ACTIVE" },
      }),
    );
    const propose = () => proposeReviewers(lines, REVIEW, without()).proposals;
    const seconds = propose().filter(({ stage }) => stage === 2);
    const byAgent = Map.groupBy(
      seconds,
      ({ line }) => lines.find((each) => each.line === line)?.agent?.id,
    );
    for (const group of byAgent.values()) {
      expect(new Set(group.map(({ personId }) => personId)).size).toBe(1);
    }
    expect(new Set(seconds.map(({ personId }) => personId))).toEqual(new Set(["risk-1", "risk-2"]));
    expect(propose()).toEqual(propose());
  });

  it("REV-20: a delegate recorded before stands in, one with a conflict is passed over, nobody delegates onwards", () => {
    const standIn = { id: "d1", fromId: "server-owner", toId: "officer-2" };
    expect(who({}, without(), [standIn])).toEqual(["1 officer-2 delegated"]);
    expect(who({ grants: [approved("risk-1", "officer-2")] }, without(), [standIn])).toEqual([
      "1 deputy deputy",
    ]);
    const onwards = { id: "d2", fromId: "officer-2", toId: "risk-2" };
    expect(who({}, without(), [standIn, onwards])).toEqual(["1 officer-2 delegated"]);
  });

  it("finds somebody else than those who have the line", () => {
    const line = snapshotLine({ ownerId: "owner", server: SERVER });
    const asked = (...ids: string[]) =>
      proposeInstead([{ line, stage: 1, without: new Set(ids) }], REVIEW, without())[0]?.personId;
    expect(asked("server-owner")).toBe("deputy");
    expect(asked("server-owner", "deputy")).toBe("sponsor");
  });

  it("assigns 5,000 lines in well under a second", () => {
    const lines = Array.from({ length: 5_000 }, (_, n) =>
      snapshotLine({ n: n + 1, stages: 2, server: SERVER, ownerId: "owner" }),
    );
    expect(proposeReviewers(lines, REVIEW, without()).proposals).toHaveLength(10_000);
  }, 1_000);
});
