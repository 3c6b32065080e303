import { expect, test } from "vitest";
import { proveByTestInput, startRotationInput } from "./rotation-schema";
import { registerKeyInput } from "./schema";

const ID = "5f0c7a1e-3b0e-4c7e-9f3a-1d2e3f4a5b6c";
const typed = {
  ...{ publicId: "k_2026_11", names: "", label: "Matcher", kind: "agent-api-key", agentId: ID },
  ...{ personId: "", serverId: "", ownerId: ID, purpose: "To match.", environment: "production" },
  ...{ algorithm: "RSA-3072", store: "Vault", issuerPolicy: "", expiresAt: "" },
  issuedAt: "2026-11-21T14:14",
};

const errorsOf = (differs: Record<string, string>) => {
  const parsed = registerKeyInput.safeParse({ ...typed, ...differs });
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => String(path[0]));
};

test("a minute is UTC whether it says so or not, and a day is its beginning", () => {
  const issued = (issuedAt: string) => registerKeyInput.parse({ ...typed, issuedAt }).issuedAt;
  expect(issued("2026-11-21T14:14")).toEqual(new Date("2026-11-21T14:14:00Z"));
  expect(issued("2026-11-21T14:14:03.250Z")).toEqual(new Date("2026-11-21T14:14:03.250Z"));
  expect(issued("2026-11-21T14:14:03+01:00")).toEqual(new Date("2026-11-21T13:14:03Z"));
  expect(issued("2026-11-21T14:14:03-05:00")).toEqual(new Date("2026-11-21T19:14:03Z"));
  expect(issued("2026-11-21")).toEqual(new Date("2026-11-21T00:00:00Z"));
  for (const nonsense of ["", "yesterday", "2026-02-30", "0000-01-01"]) {
    expect(errorsOf({ issuedAt: nonsense })).toEqual(["issuedAt"]);
  }
});

test("what has the form of a secret is refused where an id is asked for, and never stored", () => {
  for (const secret of [
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
    `ghp_${"a".repeat(36)}`,
    "sk-ant-api03-abc",
    "sk_live_4242",
    `csn_${"x".repeat(43)}`,
    "-----BEGIN-PRIVATE-KEY-----",
  ]) {
    expect(errorsOf({ publicId: secret }), secret).toEqual(["publicId"]);
    expect(errorsOf({ names: `fine\n${secret}` }), secret).toEqual(["names"]);
  }
  expect(errorsOf({ publicId: "sk-invoices", names: `SHA256:abcDEF\n${"0f".repeat(32)}` })).toEqual(
    [],
  );
});

test("a key belongs to exactly one of agent, server or person, as its kind says", () => {
  expect(errorsOf({ agentId: "" })).toEqual(["agentId"]);
  expect(errorsOf({ kind: "upstream" })).toEqual(["agentId", "serverId"]);
  expect(errorsOf({ kind: "emergency", agentId: "", personId: ID })).toEqual([]);
  expect(errorsOf({ serverId: ID })).toEqual(["serverId"]);
});

test("KEY-07: a workload identity says by which rule its tokens are issued", () => {
  expect(errorsOf({ kind: "workload-identity" })).toEqual(["issuerPolicy"]);
  expect(
    errorsOf({ kind: "workload-identity", issuerPolicy: "One hour, by the cluster." }),
  ).toEqual([]);
});

test("names are one a line, once each in any case, without those that are empty", () => {
  expect(registerKeyInput.parse({ ...typed, names: "a\n\n B \nb\nA" }).names).toEqual(["a", "B"]);
});

test("a rotation and a test of refusal say everything that the log of rotations shows", () => {
  const {
    kind,
    agentId,
    personId,
    serverId,
    ownerId,
    purpose,
    environment,
    issuerPolicy,
    ...credential
  } = typed;
  const rotation = { ...credential, oldKeyId: ID, performedById: ID, overlapEndsAt: "2026-11-23" };
  const more = { reason: "scheduled", note: "", ticket: "", dependants: "" };
  expect(startRotationInput.safeParse({ ...rotation, ...more }).success).toBe(true);
  expect(startRotationInput.safeParse({ ...rotation, ...more, reason: "" }).success).toBe(false);
  const proof = { rotationId: ID, at: "2026-11-21T14:14", status: "401", how: "curl" };
  expect(proveByTestInput.safeParse(proof).success).toBe(true);
  expect(proveByTestInput.safeParse({ ...proof, status: "200" }).success).toBe(false);
});
