import { expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import type { Role } from "@/lib/auth/permissions";
import { readsKind, scopeText, visibleChanges } from "./visible";

const as = (...roles: Role[]): Actor => ({ kind: "person", id: "me", roles });

test.each(["compliance", "auditor"] as const)("%s reads all of the log", (role) => {
  expect(visibleChanges(as(role))).toEqual({});
  expect(readsKind(as(role), "notification")).toBe(true);
  expect(scopeText(as(role))).toBe("every change of this installation");
});

test("an admin reads changes of people and of access, and no evidence about agents", () => {
  for (const kind of ["person", "invitation", "session", "token", "passkey", "sign-in", "policy"]) {
    expect(readsKind(as("admin"), kind)).toBe(true);
  }
  for (const kind of ["agent", "request", "export", "notification"]) {
    expect(readsKind(as("admin"), kind)).toBe(false);
  }
});

test.each(["owner", "risk-owner"] as const)("%s reads agents, requests and policies", (role) => {
  for (const kind of ["agent", "request", "policy"]) expect(readsKind(as(role), kind)).toBe(true);
  for (const kind of ["person", "session", "export"]) expect(readsKind(as(role), kind)).toBe(false);
});

const KINDS_OF_OWNERS = [
  ...["agent", "request", "server", "operation", "definition", "scope-document"],
  ...["key", "key-rotation", "key-exception", "key-disclosure", "policy"],
];

test("everybody sees their own acts, and a restricted scope says that it is one", () => {
  expect(visibleChanges(as("owner"))).toMatchObject({
    OR: [
      { subjectKind: { in: KINDS_OF_OWNERS } },
      { actorId: "me", subjectKind: { notIn: KINDS_OF_OWNERS } },
    ],
  });
  expect(scopeText(as("owner"))).toMatch(/other changes are left out/);
});

test("asked for one kind, an actor sees all of it or their own acts alone", () => {
  expect(visibleChanges(as("owner"), "agent")).toEqual({});
  expect(visibleChanges(as("owner"), "person")).toEqual({ actorId: "me" });
});

test("several roles add up", () => {
  expect(readsKind(as("admin", "owner"), "agent")).toBe(true);
  expect(readsKind(as("admin", "owner"), "person")).toBe(true);
});

test("a job or token without the right sees nothing, not even itself", () => {
  const job: Actor = { kind: "job", id: "some.job", grants: [] };
  expect(visibleChanges(job)).toEqual({ id: { in: [] } });
  expect(readsKind(job, "policy")).toBe(false);
});
