import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { addDays } from "@/lib/core/clock";
import { matchStandard } from "./match";
import { sampleOf } from "./sample";

const NOW = new Date("2026-11-21T12:00:00Z");
const rule = {
  ...{ id: "r", environments: ["staging"], access: ["read"], dataClasses: ["internal"] },
  ...{ serverIds: [], maxDays: 30, approvedById: "officer", approvedAt: addDays(NOW, -1) },
  ...{ expiresAt: addDays(NOW, 10), endedAt: null },
};
const wanted = {
  classifiedById: null,
  ...{ environment: "staging", serverId: "s", access: "read", dataClasses: ["internal"] },
  ...{ until: addDays(NOW, 30), partIds: ["owner"], beyond: false },
};
const fits = (ruleDiffers: object, wantedDiffers: object = {}, at = NOW) =>
  matchStandard([{ ...rule, ...ruleDiffers }], { ...wanted, ...wantedDiffers }, at) !== null;

test("CHG-08: an entry grants at once only what fits it in every respect", () => {
  expect(fits({})).toBe(true);
  expect(fits({}, { environment: "production" })).toBe(false);
  expect(fits({}, { access: "write" })).toBe(false);
  expect(fits({}, { access: null })).toBe(false);
  expect(fits({}, { dataClasses: ["internal", "personal"] })).toBe(false);
  expect(fits({}, { until: addDays(NOW, 32) })).toBe(false);
  expect(fits({ serverIds: ["other"] })).toBe(false);
  expect(fits({ serverIds: ["s"] })).toBe(true);
  expect(fits({}, { beyond: true })).toBe(false);
});

test("CHG-08: an expired or ended entry grants nothing, and nobody gets anything by their own approval", () => {
  expect(fits({}, {}, addDays(NOW, 10))).toBe(false);
  expect(fits({ endedAt: NOW })).toBe(false);
  expect(fits({ approvedAt: addDays(NOW, 1) })).toBe(false);
  expect(fits({ approvedById: "owner" })).toBe(false);
});

test("CHG-08: the sample of a month is the same for everybody, and of that month alone", () => {
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  const grants = Array.from({ length: 40 }, (_, n) => ({ id: `g${n}`, fromAt: addDays(NOW, -n) }));
  const drawn = sampleOf(grants, "2026-11", 5, hash);
  expect(drawn).toHaveLength(5);
  expect(drawn).toEqual(sampleOf(grants.toReversed(), "2026-11", 5, hash));
  expect(drawn.every(({ fromAt }) => fromAt.toISOString().startsWith("2026-11"))).toBe(true);
});
