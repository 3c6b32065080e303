import { expect, test } from "vitest";
import { browserName } from "./browser-name";
import { signInSays } from "./labels";
import { PERMISSIONS, ROLES } from "./permissions";
import { permissionsOf } from "./role-grants";
import { toPermissionRows } from "./role-table";
import { toPasskeyRow } from "./view";

const passkey = {
  id: "k1",
  name: "Laptop",
  algorithm: -7,
  deviceBound: true,
  backedUp: false,
  verification: "password",
  vouchedById: null,
  enrolledAt: new Date("2026-11-20T12:00:00.000Z"),
  revokedAt: null,
};

test("the table of rights says what the doors read, right by right", () => {
  for (const { id, holders } of toPermissionRows()) {
    const held = ROLES.filter((role) => permissionsOf(role).some((one) => one === id));
    expect(ROLES.filter((role) => holders[role])).toEqual(held);
  }
});

test("a right that no role carries is left out of the table", () => {
  const shown = new Set(toPermissionRows().map(({ id }) => id));
  const held = PERMISSIONS.filter((one) => ROLES.some((role) => permissionsOf(role).includes(one)));
  expect([...shown].sort()).toEqual([...held].sort());
});

test("a passkey counts as new for its first 24 hours", () => {
  const at = (text: string) => toPasskeyRow(passkey, new Date(text)).fresh;
  expect(at("2026-11-21T11:59:59.999Z")).toBe(true);
  expect(at("2026-11-21T12:00:00.000Z")).toBe(false);
});

test("a revoked passkey is not new, however young", () => {
  const revoked = { ...passkey, revokedAt: passkey.enrolledAt };
  expect(toPasskeyRow(revoked, passkey.enrolledAt).fresh).toBe(false);
});

test("browsers are named by the first mark that is their own", () => {
  const chrome =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
  expect(browserName(chrome)).toBe("Chrome on Linux");
  expect(browserName(`${chrome} Edg/156.0`)).toBe("Edge on Linux");
  expect(browserName("")).toBe("Unknown browser");
});

test("the sign-in page never repeats what stands in its address", () => {
  expect(signInSays("wait-12")).toContain("Wait 12 minutes");
  expect(signInSays("wait-1")).toContain("Wait 1 minute,");
  for (const word of ["<b>call 555</b>", "constructor", "", "OAuthCallback"]) {
    expect(signInSays(word)).toBe(signInSays("failed"));
  }
});
