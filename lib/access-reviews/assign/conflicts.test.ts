import { describe, expect, it } from "vitest";
import type { Role } from "@/lib/auth/permissions";
import type { SnapshotLine } from "../snapshot-view";
import { snapshotLine } from "../testing/snapshot-line";
import { conflictsOf, type ReviewPeople } from "./conflicts";

const PEOPLE: ReviewPeople = {
  roles: new Map<string, readonly Role[]>([
    ["anna", ["owner"]],
    ["admin", ["owner", "admin"]],
    ["officer", ["compliance"]],
    ["risk", ["risk-owner"]],
  ]),
  agents: new Map([["agent", { registeredById: "builder", sponsorId: null, ownerId: "heir" }]]),
};

const grant = (requestedById: string, approvedById: string) => ({
  ...{ id: "grant", kind: "standard", fromAt: "", until: null, endedAt: null, approvedAt: "" },
  ...{ requestId: null, requestedById, approvedById },
});

describe("REV-06 conflicts of a reviewer", () => {
  it.each<[string, string, Partial<SnapshotLine>, string[], string[]]>([
    ["nobody in particular", "anna", {}, [], []],
    ["the agent's owner (SCN-05)", "anna", { ownerId: "anna" }, ["owner"], []],
    ["who owns the agent since the snapshot", "heir", {}, ["owner"], []],
    ["who registered the agent", "builder", {}, ["developer"], []],
    ["who asked for the grant", "anna", { grants: [grant("anna", "risk")] }, ["requester"], []],
    ["who approved the grant", "risk", { grants: [grant("anna", "risk")] }, [], ["approved-it"]],
    [
      "the person reviewed",
      "anna",
      { kind: "person", principal: { kind: "person", id: "anna", label: "", detail: "" } },
      ["reviewed-person"],
      [],
    ],
    ["an administrator alone", "admin", {}, ["administrator-alone"], []],
    ["an administrator with a second person", "admin", { stages: 2 }, [], ["administrator"]],
    [
      "who holds the role reviewed",
      "risk",
      { kind: "role", principal: { kind: "role", id: "risk-owner", label: "", detail: "" } },
      [],
      ["holds-role"],
    ],
    [
      "who is everything at once",
      "builder",
      { ownerId: "builder", grants: [grant("builder", "builder")] },
      ["owner", "developer", "requester"],
      ["approved-it"],
    ],
  ])("%s", (_, personId, line, blocking, flagged) => {
    expect(conflictsOf(personId, snapshotLine(line), PEOPLE)).toEqual({ blocking, flagged });
  });

  it("an officer who registered an agent for others is flagged, not kept out", () => {
    const people = {
      ...PEOPLE,
      agents: new Map([["agent", { registeredById: "officer", sponsorId: null }]]),
    };
    expect(conflictsOf("officer", snapshotLine(), people)).toEqual({
      blocking: [],
      flagged: ["developer"],
    });
  });
});
