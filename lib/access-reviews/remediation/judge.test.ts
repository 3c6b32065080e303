import { expect, test } from "vitest";
import { addDays } from "@/lib/core/clock";
import { type Judgeable, judge, type Seen } from "./judge";
import { readProof } from "./stored-removal";
import { isForbidden, type Target } from "./target";

const NOW = new Date("2026-11-20T12:00:00.000Z");
const RULES = { now: NOW, criticalHours: 24 };
const ROW: Judgeable = {
  ...{ state: "open", critical: false, dueAt: addDays(NOW, 3), registerEndedAt: null },
  ...{ goneAt: null, verifiedAt: null, reopenedAt: null, reopenedBecause: "" },
  ...{ acceptedUntil: null, heldCall: "", standing: "" },
};
const POLICY = { sourceId: "gw", policyId: "p", version: 4, statedAt: addDays(NOW, -1) };
const CALL = { index: "9", at: NOW, outcome: "success", server: "crm", operation: "read" };
const SEEN: Seen = {
  register: { endedAt: addDays(NOW, -2), why: "", changes: [] },
  gone: { at: addDays(NOW, -1), after: null },
  ...{ later: false, why: "", stillIn: null, back: false, bad: null, denied: null },
  ...{ policy: POLICY, proof: readProof(null) },
};
const state = (row: Partial<Judgeable>, seen: Partial<Seen>) =>
  judge({ ...ROW, ...row }, { ...SEEN, ...seen }, RULES);

test("REV-16: register, enforcement point and calls together verify; each of them alone does not", () => {
  expect(state({}, {})).toMatchObject({ state: "verified", verifiedAt: NOW });
  const register = { endedAt: null, why: "Still granted.", changes: [] };
  expect(state({}, { register })).toMatchObject({ state: "open", standing: "Still granted." });
  expect(state({}, { gone: null, why: "Still there." })).toMatchObject({ state: "open" });
  expect(state({}, { bad: CALL })).toMatchObject({ state: "reopened", critical: true });
});

test("G10: after a call against the policy the same policy verifies nothing; a verified one that is allowed again reopens", () => {
  const held = { state: "reopened", heldCall: "9", reopenedAt: addDays(NOW, -0.5) };
  expect(state(held, {})).toMatchObject({ state: "reopened", act: "advanced" });
  const denied = { ...CALL, outcome: "denied" };
  expect(state(held, { denied })).toMatchObject({ state: "verified" });
  const allowed = { gone: null, stillIn: POLICY, why: "Policy 4 allows it." };
  expect(state({ state: "verified" }, allowed)).toMatchObject({
    state: "reopened",
    critical: true,
  });
  expect(state({ state: "verified", goneAt: NOW }, {})).toMatchObject({ act: null });
});

test("G10: what our own register has again, given by nobody on record, is open again", () => {
  const register = { endedAt: null, why: "The person still holds it.", changes: [] };
  const seen = { register, gone: null, why: register.why };
  expect(state({ state: "verified" }, seen)).toMatchObject({ act: null });
  expect(state({ state: "verified" }, { ...seen, back: true })).toMatchObject({
    ...{ state: "reopened", critical: true },
  });
});

test("REV-17: what is accepted stays so until its day; the same sight twice changes nothing", () => {
  const gone = { gone: null, why: "Still there." };
  const accepted = { state: "accepted", standing: "Still there." };
  const registerEndedAt = addDays(NOW, -2);
  const still = { ...accepted, registerEndedAt, acceptedUntil: addDays(NOW, 1) };
  expect(state(still, gone)).toMatchObject({ state: "accepted", act: null });
  expect(state({ ...accepted, acceptedUntil: NOW }, gone)).toMatchObject({
    ...{ state: "open", act: "reopened" },
  });
});

test("REV-18: a wildcard, its beginning and a single operation each forbid what they stand for", () => {
  const target = (operations: string[], remaining: string[] | null = null): Target => ({
    ...{ kind: "key", id: "k", names: new Set(["ck"]), server: null, environment: null },
    ...{ operations, remaining },
  });
  const kept = new Set(["db.read"]);
  expect(["db.read", "db.*", "*", "x"].map((one) => isForbidden(target(["*"]), one, kept))).toEqual(
    [false, true, true, true],
  );
  expect(
    ["db.read", "db.drop", "*", "x"].map((one) => isForbidden(target(["db.*"]), one, kept)),
  ).toEqual([false, true, true, false]);
  expect(
    ["db.read", "db.*", "x"].map((one) => isForbidden(target(["db.read"]), one, kept)),
  ).toEqual([true, true, false]);
  expect(["a", "b", "a*"].map((one) => isForbidden(target(["*"], ["a"]), one, kept))).toEqual([
    false,
    true,
    true,
  ]);
});
