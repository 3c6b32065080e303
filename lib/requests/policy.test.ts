import { expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import type { RequestStatus } from "@/lib/db/generated/enums";
import { assertDecidable, isDecidable, isWithdrawable, reminderDueAt } from "./policy";

const officer: Actor = { kind: "person", id: "officer", roles: ["compliance"] };
const job: Actor = { kind: "job", id: "some.job", grants: ["agent:decide"] };
const request = {
  status: "OPEN",
  requestedById: "owner",
  excludedIds: ["sponsor"],
  namedIds: [],
} as const;

const deciding =
  (change: object, actor: Actor = officer) =>
  () =>
    assertDecidable({ ...request, ...change }, actor, "agent:decide");

test("an open request of somebody else may be decided by who holds the right", () => {
  expect(deciding({})).not.toThrow();
});

test("nobody decides what they asked for, whatever their roles", () => {
  expect(deciding({ requestedById: "officer" })).toThrow(
    expect.objectContaining({ code: "forbidden" }),
  );
});

test("nobody decides a request they are excluded from", () => {
  expect(deciding({ excludedIds: ["officer"] })).toThrow(
    expect.objectContaining({ code: "forbidden" }),
  );
});

test("without the right of the kind nobody decides", () => {
  const owner: Actor = { kind: "person", id: "other", roles: ["owner"] };
  expect(deciding({}, owner)).toThrow(expect.objectContaining({ code: "forbidden" }));
});

test("a job never decides, even with the right", () => {
  expect(deciding({}, job)).toThrow(expect.objectContaining({ code: "forbidden" }));
});

test.each(["RECORDING", "APPROVED", "DECLINED", "WITHDRAWN", "VOIDED"] satisfies RequestStatus[])(
  "a request that is %s is not decided again",
  (status) => {
    expect(deciding({ status })).toThrow(expect.objectContaining({ code: "conflict" }));
    expect(isDecidable({ ...request, status }, officer, "agent:decide")).toBe(false);
  },
);

test("only the requester withdraws, and only while it is open", () => {
  const owner: Actor = { kind: "person", id: "owner", roles: ["owner"] };
  expect(isWithdrawable(request, owner)).toBe(true);
  expect(isWithdrawable(request, officer)).toBe(false);
  expect(isWithdrawable({ ...request, status: "VOIDED" }, owner)).toBe(false);
});

test("a reminder is due whole days after the request", () => {
  expect(reminderDueAt(new Date("2026-11-21T12:00:00.000Z"), 2)).toEqual(
    new Date("2026-11-23T12:00:00.000Z"),
  );
});
