import { expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { AgentStatus } from "@/lib/db/generated/enums";
import { gapsOf } from "./gaps";
import {
  type AgentTransition,
  assertComplete,
  assertPossible,
  type Governed,
  isPossible,
  objectionTo,
  TRANSITION_LABEL,
} from "./policy";

const statuses = Object.values(AgentStatus);
const agent: Governed = {
  status: "ACTIVE",
  ownerId: "owner",
  sponsorId: "sponsor",
  successorId: "successor",
  requestedById: "requester",
  approvedById: "approver",
  suspendedById: null,
};

const actors = {
  owner: { kind: "person", id: "owner", roles: ["owner"] },
  sponsor: { kind: "person", id: "sponsor", roles: ["owner"] },
  successor: { kind: "person", id: "successor", roles: ["owner"] },
  requester: { kind: "person", id: "requester", roles: ["owner"] },
  stranger: { kind: "person", id: "stranger", roles: ["owner"] },
  compliance: { kind: "person", id: "officer", roles: ["compliance"] },
  approver: { kind: "person", id: "approver", roles: ["compliance"] },
  "risk owner": { kind: "person", id: "risk", roles: ["risk-owner"] },
  "owner who is compliance": { kind: "person", id: "owner", roles: ["owner", "compliance"] },
  auditor: { kind: "person", id: "auditor", roles: ["auditor"] },
  admin: { kind: "person", id: "admin", roles: ["admin"] },
  "token of the owner": {
    kind: "token",
    id: "token",
    grants: ["agent:import"],
    responsibleId: "owner",
  },
  "job without rights": { kind: "job", id: "test.job", grants: [] },
} as const satisfies Record<string, Actor>;
type Name = keyof typeof actors;

const governed: readonly AgentStatus[] = ["APPROVED", "ACTIVE", "SUSPENDED"];

/** The whole lifecycle, written out by hand a second time: who may do what from where. */
const table: Record<AgentTransition, { from: readonly AgentStatus[]; by: readonly Name[] }> = {
  revise: {
    from: ["PROPOSED", "DECLINED", "WITHDRAWN"],
    by: ["owner", "requester", "owner who is compliance"],
  },
  withdraw: { from: ["PROPOSED"], by: ["owner", "requester", "owner who is compliance"] },
  edit: {
    from: governed,
    by: ["owner", "sponsor", "requester", "compliance", "approver", "owner who is compliance"],
  },
  activate: {
    from: ["APPROVED"],
    by: ["owner", "sponsor", "requester", "compliance", "owner who is compliance"],
  },
  suspend: {
    from: ["ACTIVE"],
    by: ["owner", "sponsor", "compliance", "approver", "risk owner", "owner who is compliance"],
  },
  resume: {
    from: ["SUSPENDED"],
    by: ["owner", "sponsor", "compliance", "approver", "owner who is compliance"],
  },
  retire: {
    from: governed,
    by: ["owner", "sponsor", "compliance", "approver", "owner who is compliance"],
  },
  "hand-over": {
    from: governed,
    by: ["owner", "sponsor", "successor", "compliance", "approver", "owner who is compliance"],
  },
  "confirm-review": { from: governed, by: ["compliance", "approver", "risk owner"] },
};

const cases = Object.entries(table).flatMap(([transition, { from, by }]) =>
  statuses.flatMap((status) =>
    Object.entries(actors).map(([name, actor]) => ({
      transition,
      status,
      name,
      actor,
      possible: from.includes(status) && by.some((each) => each === name),
    })),
  ),
);

test("the table covers every transition, every status and every actor", () => {
  expect(cases).toHaveLength(9 * statuses.length * Object.keys(actors).length);
});

test.each(cases)(
  "$transition of a $status agent by the $name: $possible",
  ({ transition, status, actor, possible }) => {
    const known = isTransition(transition) ? transition : "edit";
    expect(isPossible(known, { ...agent, status }, actor)).toBe(possible);
  },
);

test("whoever suspended an agent does not resume it", () => {
  const suspended = { ...agent, status: "SUSPENDED" as const, suspendedById: "owner" };
  expect(() => assertPossible("resume", suspended, actors.owner)).toThrow(
    expect.objectContaining({
      code: "forbidden",
      message: "You suspended this agent, so somebody else resumes it.",
    }),
  );
  expect(isPossible("resume", suspended, actors.sponsor)).toBe(true);
});

test("CHG-05 whoever approved an agent does not activate it", () => {
  expect(objectionTo("activate", { ...agent, status: "APPROVED" }, actors.approver)).toMatchObject({
    code: "forbidden",
    message: "You approved this agent, so somebody else activates it.",
  });
});

test("nobody reviews the agent they own, whatever their roles", () => {
  expect(objectionTo("confirm-review", agent, actors["owner who is compliance"])).toMatchObject({
    code: "forbidden",
  });
});

test("CHG-12 a retired agent stays retired: nothing is possible any more", () => {
  const retired = { ...agent, status: "RETIRED" as const };
  for (const transition of Object.keys(TRANSITION_LABEL).filter(isTransition)) {
    for (const actor of Object.values(actors)) {
      expect(isPossible(transition, retired, actor)).toBe(false);
    }
  }
});

test("the objection says what the status is and what it would have to be", () => {
  const objection = objectionTo("suspend", { ...agent, status: "APPROVED" }, actors.owner);
  expect(objection?.message).toBe(
    "This agent is approved; this is possible only while it is active.",
  );
});

const whole = {
  status: "APPROVED" as const,
  ownerId: "a",
  sponsorId: "b",
  successorId: "c",
  purpose: "To match invoices.",
  riskClass: "LOW",
  reviewDueOn: null,
  retireOn: null,
};

test.each([
  ["its owner has left", whole, new Set(["a"]), "The owner has left"],
  ["it has no sponsor", { ...whole, sponsorId: null }, new Set<string>(), "No sponsor"],
  ["its sponsor has left", whole, new Set(["b"]), "The sponsor has left"],
  ["it has no successor", { ...whole, successorId: null }, new Set<string>(), "No successor"],
  ["its successor has left", whole, new Set(["c"]), "The successor has left"],
  [
    "owner and sponsor are one person",
    { ...whole, sponsorId: "a" },
    new Set<string>(),
    "Owner and sponsor are the same person",
  ],
  [
    "owner and successor are one person",
    { ...whole, successorId: "a" },
    new Set<string>(),
    "Owner and successor are the same person",
  ],
  ["it has no purpose", { ...whole, purpose: " " }, new Set<string>(), "No purpose"],
  [
    "its risk is not assessed",
    { ...whole, riskClass: null },
    new Set<string>(),
    "Risk not assessed",
  ],
])("G1 CHG-11 an agent cannot be active while %s", (_why, lacking, gone, says) => {
  const gaps = gapsOf(lacking, gone, "2026-11-21");
  expect(() => assertComplete(gaps)).toThrow(
    expect.objectContaining({ code: "conflict", message: expect.stringContaining(says) }),
  );
});

test("G1 an agent with owner, sponsor, successor, purpose and risk class may be active", () => {
  expect(() => assertComplete(gapsOf(whole, new Set(), "2026-11-21"))).not.toThrow();
});

test("an overdue review is a gap that does not stop the agent", () => {
  const overdue = { ...whole, reviewDueOn: new Date("2026-11-20") };
  expect(gapsOf(overdue, new Set(), "2026-11-21")).toEqual(["review-overdue"]);
  expect(() => assertComplete(["review-overdue"])).not.toThrow();
});

test("a retired agent lacks nothing, because nothing is asked of it", () => {
  const retired = { ...whole, status: "RETIRED" as const, sponsorId: null };
  expect(gapsOf(retired, new Set(["a"]), "2026-11-21")).toEqual([]);
});

function isTransition(text: string): text is AgentTransition {
  return text in TRANSITION_LABEL;
}
