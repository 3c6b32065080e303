import { expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { defineRequestKind } from "./define-request-kind";
import { diffHash } from "./hash";
import { objectionToDeciding } from "./policy";
import { inboxView, toRequestDetail, toRequestRow, toWaiting } from "./view";
import { idsIn } from "./words";

const OWNER_ID = "0c8f6a52-7a0e-4c60-8f0e-2f4f8d0f0001";
const officer: Actor = { kind: "person", id: "officer", roles: ["compliance"] };
const owner: Actor = { kind: "person", id: OWNER_ID, roles: ["owner"] };
const now = new Date("2026-11-21T12:00:00.000Z");
const names = new Map([[OWNER_ID, { name: "Olga Novak", title: "Head of Sales" }]]);
const kind = defineRequestKind({
  kind: "test.kind",
  label: "Test",
  permission: "agent:decide",
  fieldLabels: { ownerId: "Owner", level: "Level" },
  wordsOf: (field, value) => (field === "level" && value === "HIGH" ? "High" : undefined),
  apply: async () => {},
  link: ({ subjectId }) => `/things/${subjectId}`,
});
const bound = {
  kind: "test.kind",
  subjectKind: "agent",
  subjectId: "a1",
  baseVersion: 1,
  diff: {
    before: { ownerId: OWNER_ID, level: "LOW", same: 1, tags: [] },
    after: {
      ownerId: null,
      level: "HIGH",
      same: 1,
      tags: ["a", "b"],
      live: true,
      at: "2026-12-01T00:00:00.000Z",
    },
  },
};
const request = {
  ...bound,
  id: "r1",
  title: "Change a thing",
  reason: "Because.",
  diffHash: diffHash(bound),
  permission: "agent:decide",
  excludedIds: [],
  revisesId: null,
  namedIds: [],
  status: "OPEN" as const,
  requestedById: OWNER_ID,
  requestedAt: new Date("2026-11-20T12:00:00.000Z"),
  dueAt: new Date("2026-11-25T12:00:00.000Z"),
  remindedAt: null,
  decidedById: null,
  decidedAt: null,
  decisionNote: null,
};
const standing = {
  deciderIds: ["officer"],
  heirIds: [OWNER_ID],
  objection: null,
  objectionToApproval: null,
  revisedById: null,
};
const seenBy = (actor: Actor, change: Partial<typeof request> = {}) => {
  const seen = { ...request, ...change };
  const objection = objectionToDeciding(seen, actor, kind.permission)?.message ?? null;
  return toRequestDetail(seen, actor, { now, names, kind, standing: { ...standing, objection } });
};

test("a wish is words: labels, people by name, instants in UTC, and only what differs", () => {
  expect(seenBy(officer).wish).toEqual([
    { field: "ownerId", label: "Owner", before: "Olga Novak, Head of Sales", after: null },
    { field: "level", label: "Level", before: "LOW", after: "High" },
    { field: "tags", label: "tags", before: null, after: "a, b" },
    { field: "live", label: "live", before: null, after: "Yes" },
    { field: "at", label: "at", before: null, after: "2026-12-01 00:00:00.000 UTC" },
  ]);
  expect(idsIn(bound.diff)).toEqual([OWNER_ID]);
});

test("who may decide can, and who may not reads why", () => {
  expect(seenBy(officer)).toMatchObject({ decidable: true, whyNot: "", withdrawable: false });
  expect(seenBy(owner)).toMatchObject({
    decidable: false,
    whyNot: "You asked for this, so somebody else decides it.",
    withdrawable: true,
  });
});

test("a wish that is not what was hashed cannot be decided", () => {
  expect(seenBy(officer, { diffHash: "0".repeat(64) })).toMatchObject({
    intact: false,
    decidable: false,
  });
});

test("a kind that this version does not know is shown but not decided", () => {
  const detail = toRequestDetail(request, officer, { now, names, kind: undefined, standing });
  expect(detail).toMatchObject({ kind: "test.kind", decidable: false, subjectHref: null });
});

test("an open request past its day is overdue, a decided one never", () => {
  const late = { now: new Date("2026-11-26T00:00:00.000Z"), names, kind };
  expect(toRequestRow(request, late)).toMatchObject({ overdue: true, tone: "attention" });
  expect(toRequestRow(request, { now, names, kind })).toMatchObject({
    overdue: false,
    status: "Waits for a decision",
    requester: "Olga Novak",
  });
});

test("an open request says whom it waits for and who can take it over, a closed one does not", () => {
  expect(seenBy(officer)).toMatchObject({
    waitsFor: ["officer"],
    named: false,
    heirs: [{ id: OWNER_ID, name: "Olga Novak", title: "Head of Sales" }],
  });
  expect(seenBy(owner)).toMatchObject({ heirs: [] }); // who may not decide hands nothing over
});

test("among what waits a request says what it is and who asked", () => {
  expect(toWaiting(request, { names, kind })).toEqual({
    id: "request:r1",
    act: "Decide",
    title: "Change a thing",
    what: "Test, asked for by Olga Novak",
    href: "/inbox/r1",
    since: "2026-11-20T12:00:00.000Z",
    dueAt: "2026-11-25T12:00:00.000Z",
  });
});

test("an address asks for a part of the inbox; anything else is what waits", () => {
  expect(["mine", "told", "waiting", "x", undefined, ["mine"]].map(inboxView)).toEqual([
    ...["mine", "told", "waiting"],
    ...["waiting", "waiting", "waiting"],
  ]);
});
