import { expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import type { Role } from "@/lib/auth/permissions";
import { assertEditable, assertRestorable, isEditable, looksAfter } from "./policy";

const person = (id: string, ...roles: Role[]): Actor => ({ kind: "person", id, roles });
const server = { ownerId: "o", deputyId: "d", status: "active" };

test("a server is looked after by its owner, its deputy and compliance, and nobody else", () => {
  expect(looksAfter(server, person("o", "owner"))).toBe(true);
  expect(looksAfter(server, person("d", "owner"))).toBe(true);
  expect(looksAfter(server, person("c", "compliance"))).toBe(true);
  expect(looksAfter(server, person("x", "owner"))).toBe(false);
  // Owning it is not enough without the right to register at all.
  expect(looksAfter(server, person("o", "auditor"))).toBe(false);
  expect(looksAfter(server, person("a", "admin"))).toBe(false);
  const token: Actor = { kind: "token", id: "o", grants: ["server:register"], responsibleId: "o" };
  expect(looksAfter(server, token)).toBe(false);
});

test("a retired server is not edited, and only a retired one is taken back", () => {
  const retired = { ...server, status: "retired" };
  expect(isEditable(retired, person("o", "owner"))).toBe(false);
  expect(() => assertEditable(retired, person("o", "owner"))).toThrow("Take it back into use");
  expect(() => assertEditable(server, person("x", "owner"))).toThrow("Only the owner");
  expect(() => assertRestorable(server, person("o", "owner"))).toThrow("in use already");
  expect(() => assertRestorable(retired, person("x", "owner"))).toThrow("Only the owner");
  expect(() => assertRestorable(retired, person("d", "owner"))).not.toThrow();
});
