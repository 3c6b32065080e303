import { expect, test } from "vitest";
import { defineSettings, fieldsOf } from "./define-settings";
import { SETTINGS } from "./registry";
import { proposePolicyInput } from "./schema";
import { diffOfVersions, toRuleRows, valueText } from "./view";

const typed = {
  room: "requests",
  version: "0",
  effectiveFrom: "",
  reason: "We are faster now.",
  dueDays: "3",
  urgentDueDays: "1",
  remindAfterDays: " 1 ",
};
const faults = (change: object) => {
  const parsed = proposePolicyInput.safeParse({ ...typed, ...change });
  return parsed.error?.issues.map(({ path }) => path.join("."));
};

test("a form becomes whole numbers by name of the rule", () => {
  expect(proposePolicyInput.parse(typed)).toEqual({
    room: "requests",
    version: 0,
    effectiveFrom: null,
    reason: "We are faster now.",
    values: { dueDays: 3, urgentDueDays: 1, remindAfterDays: 1 },
  });
});

test("a day begins at midnight UTC", () => {
  expect(proposePolicyInput.parse({ ...typed, effectiveFrom: "2026-12-01" })).toMatchObject({
    effectiveFrom: new Date("2026-12-01T00:00:00.000Z"),
  });
});

test.each(["", "0", "91", "1.5", "-1", "1e1", "0x1", "ten", "9".repeat(20)])(
  "%j days is refused at its field",
  (dueDays) => {
    expect(faults({ dueDays })).toEqual(["dueDays"]);
  },
);

test("all faults are named at once, and what no rule knows is one of them", () => {
  expect(faults({ dueDays: "0", reason: "", effectiveFrom: "soon" })).toEqual([
    "dueDays",
    "effectiveFrom",
    "reason",
  ]);
  expect(faults({ room: "nowhere" })).toEqual(["room"]);
  expect(faults({ emailAttempts: "3" })).toHaveLength(1);
  expect(faults({ dueDays: undefined })).toEqual(["dueDays"]);
});

test("rooms have one name each", () => {
  const rooms = SETTINGS.map(({ room }) => room);
  expect(new Set(rooms).size).toBe(rooms.length);
});

test("a rule cannot start out of its bounds or take a name the form needs", () => {
  const field = { label: "L", help: "H", unit: "days", min: 1, max: 5, default: 9 };
  expect(() => defineSettings({ room: "x", title: "X", fields: { days: field } })).toThrow(
    "out of its bounds",
  );
  expect(() =>
    defineSettings({ room: "x", title: "X", fields: { reason: { ...field, default: 1 } } }),
  ).toThrow("reserved");
});

test("a difference between versions is said in words with units", () => {
  const [spec] = SETTINGS.filter(({ room }) => room === "requests");
  if (!spec) throw new Error("no room requests");
  expect(
    diffOfVersions(spec, { dueDays: 5, remindAfterDays: 2 }, { dueDays: 1, remindAfterDays: 2 }),
  ).toEqual([{ field: "dueDays", label: "Decision due after", before: "5 days", after: "1 day" }]);
  const [rule] = toRuleRows(spec, { values: { dueDays: 7 }, notApproved: ["remindAfterDays"] });
  expect(rule).toMatchObject({ name: "dueDays", value: 7, text: "7 days", approved: true });
  const [, field] = fieldsOf(spec)[0] ?? [];
  expect(field && valueText(field, 1)).toBe("1 day");
});
