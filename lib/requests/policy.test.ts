import { expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import type { RequestStatus } from "@/lib/db/generated/enums";
import {
  assertDecidable,
  isDecidable,
  isWithdrawable,
  objectionSince,
  reminderDueAt,
} from "./policy";

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

test("whom a request names decides it without its right, and nobody else with it", () => {
  const serverOwner: Actor = { kind: "person", id: "server-owner", roles: ["owner"] };
  const named = { namedIds: ["server-owner", "auditor"] };
  expect(deciding(named, serverOwner)).not.toThrow();
  expect(deciding(named)).toThrow("named person");
  // An auditor decides nothing, whatever names them.
  const auditor: Actor = { kind: "person", id: "auditor", roles: ["auditor"] };
  expect(deciding(named, auditor)).toThrow("request:decide");
});

const asEver = { deciderIsHere: true, deciderHasPart: false, requesterIsHere: true };

test.each([
  [{ deciderIsHere: false }, "deactivated", "deactivated"],
  [{ deciderHasPart: true }, "have a part", "have a part"],
  [{ requesterIsHere: false }, "has left", undefined],
  [{}, undefined, undefined],
])("what happened to people since then: %j", (since, approving, declining) => {
  const says = (decision: "approve" | "decline") =>
    objectionSince({ ...asEver, ...since }, decision)?.message;
  expect(says("approve")).toEqual(approving && expect.stringContaining(approving));
  expect(says("decline")).toEqual(declining && expect.stringContaining(declining));
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
