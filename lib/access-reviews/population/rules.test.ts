// The pure rules of a population: what weighs how much, what is recommended, what counts as another line than before.
import { describe, expect, it } from "vitest";
import type { LineFlag } from "../review-view";
import { snapshotLine } from "../testing/snapshot-line";
import { changeOf } from "./changes";
import { recommend } from "./recommend";
import { weigh } from "./risk";
import { isInScope } from "./scope";

const operation = (access: string | null, ...dataClasses: string[]) => ({
  operation: { id: "o", name: "o", access, dataClasses },
});
const line = snapshotLine;

describe("REV-09 in which section a line stands, and how many look", () => {
  it.each([
    ["read", "production", "standard", "low", 1],
    ["write", "production", "privileged", "high", 2],
    ["write", "staging", "privileged", "medium", 1],
    ["delete", "staging", "privileged", "high", 2],
    ["admin", "test", "privileged", "high", 2],
    [null, "staging", "privileged", "medium", 1],
    [null, "production", "privileged", "high", 2],
    ["read", null, "standard", "low", 1],
  ])("%s in %s: %s, %s, %i", (access, environment, section, risk, stages) => {
    expect(weigh(line({ ...operation(access, "internal"), environment }))).toEqual({
      ...{ section, risk, stages },
    });
  });

  it.each([
    ["payment", "production", "high"],
    ["payment", "staging", "medium"],
    ["personal", "production", "medium"],
    ["personal", "staging", "low"],
  ])("reading %s in %s: %s", (data, environment, risk) => {
    expect(weigh(line({ ...operation("read", data), environment })).risk).toBe(risk);
  });

  it.each<LineFlag>([
    "orphan",
    "without-approval",
    "enforced-not-granted",
    "expired-enabled",
    "break-glass",
    "wildcard",
    "key-inactive",
    "agent-inactive",
  ])("%s is privileged and looked at twice, whatever it reads", (flag) => {
    const weight = weigh(line({ ...operation("read"), environment: "staging", flags: [flag] }));
    expect(weight).toEqual({ section: "privileged", risk: "high", stages: 2 });
  });

  it("roles, and people who hold the far-reaching ones, are privileged", () => {
    const person = (role: string) => {
      const principal = { kind: "person", id: "p", label: "", detail: role };
      return weigh(line({ kind: "person", server: null, operation: null, principal })).section;
    };
    expect(["admin", "compliance", "auditor", "owner"].map(person)).toEqual([
      ...["privileged", "privileged", "standard", "standard"],
    ]);
    const role = { kind: "role", id: "owner", label: "", detail: "" };
    expect(weigh(line({ kind: "role", principal: role })).section).toBe("privileged");
  });
});

describe("REV-05 what the facts speak for", () => {
  const of = (flags: readonly LineFlag[], more: object = {}) =>
    recommend(line({ flags, ...more })).decision;

  it.each<[LineFlag[], string]>([
    [[], "keep"],
    [["orphan", "unused"], "revoke"],
    [["expired-enabled"], "revoke"],
    [["unused"], "revoke"],
    [["not-enforced"], "revoke"],
    [["owner-left"], "keep-until"],
    [["definition-changed"], "keep-until"],
  ])("%j: %s", (flags, decision) => {
    expect(of(flags)).toBe(decision);
  });

  it("a wildcard of which little is called is made smaller, and one of which nothing is called goes", () => {
    const parts = (...calls: number[]) => ({
      parts: calls.map((count, at) => ({ id: String(at), name: String(at), calls: count })),
    });
    const flags: LineFlag[] = ["enforced-not-granted", "wildcard"];
    expect(recommend(line({ flags, ...parts(3, 0, 0) }))).toEqual({
      decision: "reduce",
      because: "Only 1 of 3 operations was called.",
    });
    expect(of(flags, parts(0, 0))).toBe("revoke");
    expect(of(["wildcard"], parts(1, 2))).toBe("keep");
  });

  it("access that nobody used yet and is young is kept for a while only", () => {
    expect(of(["never-used"], { lastUsedAt: null, calls: 0 })).toBe("keep-until");
  });
});

describe("what changed since the review before", () => {
  it("is new, changed by name, or the same; more calls change nothing", () => {
    const before = line();
    expect(changeOf(undefined, line())).toEqual({ change: "new", changed: [] });
    const used = { calls: 99, lastUsedAt: null, flags: ["unused"] as const };
    expect(changeOf(before, line(used)).change).toBe("same");
    expect(changeOf(before, line({ ...operation("write"), ownerId: "p" }))).toEqual({
      change: "changed",
      changed: ["ownerId", "access", "dataClasses"],
    });
  });
});

describe("REV-01 what a scope holds", () => {
  const scope = { environments: ["production"], serverIds: [], agentIds: [], kinds: [] } as const;
  const within = (more: object, bounds: object = {}) =>
    isInScope(line(more), { scope: { ...scope, ...bounds }, exclusions: [] });

  it("holds what nobody stated an environment of, and people only where they are named", () => {
    expect(within({ environment: "staging" })).toBe(false);
    expect(within({ environment: null })).toBe(true);
    expect(within({ kind: "person" })).toBe(false);
    expect(within({ kind: "person" }, { kinds: ["person"] })).toBe(true);
  });

  it("leaves out what is excluded with its reason", () => {
    const exclusions = [{ kind: "server", id: "server", name: "crm", reason: "r" }] as const;
    expect(isInScope(line(), { scope, exclusions })).toBe(false);
  });
});
