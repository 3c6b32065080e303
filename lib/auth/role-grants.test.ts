import { expect, test } from "vitest";
import { ROLES } from "./permissions";
import { permissionsOf, rolesHold } from "./role-grants";

const OWN = ["profile:manage"];

test("an auditor reads, exports and keeps a profile, and nothing else", () => {
  for (const permission of permissionsOf("auditor")) {
    if (OWN.includes(permission)) continue;
    expect(permission).toMatch(/:(?:read|status|read-all|export)$/);
  }
});

test("an admin manages people and tokens and has no right over evidence", () => {
  for (const permission of permissionsOf("admin")) {
    expect(permission).not.toMatch(/^(?:agent|export):|:(?:read-all|decide|export|propose)$/);
  }
});

test("several roles add up", () => {
  expect(rolesHold(["admin"], "agent:register")).toBe(false);
  expect(rolesHold(["admin", "owner"], "agent:register")).toBe(true);
});

test("nobody holds the rights of jobs and gateways", () => {
  for (const role of ROLES) {
    for (const permission of permissionsOf(role)) {
      expect(permission).not.toMatch(/:(?:remind|sweep|send|establish|watch|raise|push)$/);
    }
  }
});
