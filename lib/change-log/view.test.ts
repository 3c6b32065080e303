import { expect, test } from "vitest";
import { CHANGE_ACTIONS } from "./actions";
import { diffOf } from "./diff";
import { actionLabel, actionsLike, SUBJECT_KINDS } from "./labels";
import { exportChangesInput, subjectOf } from "./schema";
import { subjectPath } from "./subject-path";
import { toChangeDetail, toChangeRow } from "./view";

const OTTO = "0c7b7e1e-1111-4222-8333-444455556666";
const ANNA = "1c7b7e1e-1111-4222-8333-444455556666";
const names = new Map([
  [OTTO, { name: "Otto Brandt" }],
  [ANNA, { name: "Anna Weiss" }],
]);
const noWords = () => ({ labels: {} });
const agentWords = () => ({
  labels: { autonomy: "Autonomy" },
  wordOf: (field: string, value: unknown) =>
    field === "status" ? String(value).toLowerCase() : undefined,
});
const record = {
  id: "8f2d1c3a-1111-4a2b-9c3d-000000000001",
  seq: 18204n,
  actorKind: "person",
  actorId: OTTO,
  actorRoles: ["compliance"],
  action: "agent.edited",
  subjectKind: "agent",
  subjectId: "agent-1",
  before: { id: "agent-1", name: "Matcher", status: "PROPOSED", ownerId: OTTO, version: 1 },
  after: { id: "agent-1", name: "Matcher", status: "ACTIVE", ownerId: ANNA, version: 2 },
  reason: null,
  occurredAt: new Date("2026-11-21T14:14:03.250Z"),
  recordedAt: new Date("2026-11-21T14:14:03.250Z"),
  requestId: "9f2d1c3a-1111-4a2b-9c3d-000000000001",
};

test("a row says who did what to which thing, and what became of it, in words", () => {
  expect(toChangeRow(record, names, agentWords)).toMatchObject({
    seq: 18204,
    who: "Otto Brandt",
    roles: "compliance",
    act: "Edited the agent",
    subject: "Matcher",
    subjectHref: "/agents/agent-1",
    summary: "Status: proposed → active; Owner: Otto Brandt → Anna Weiss",
    late: "",
  });
});

test("the detail has every field that differs, the version last, and the raw records", () => {
  const detail = toChangeDetail(record, names, noWords);
  expect(detail.diff.map(({ field }) => field)).toEqual(["status", "ownerId", "version"]);
  expect(detail.subjectKey).toBe("agent:agent-1");
  expect(JSON.parse(detail.raw)).toMatchObject({ before: { version: 1 }, after: { version: 2 } });
});

test.each([
  [0, ""],
  [1, ""],
  [1.5, "recorded 1 day after the event"],
  [9, "recorded 9 days after the event"],
])("G-08: a change recorded %d days after the event says %j", (days, late) => {
  const occurredAt = new Date(record.recordedAt.getTime() - days * 86_400_000);
  expect(toChangeRow({ ...record, occurredAt }, names, noWords).late).toBe(late);
});

test("a person is shown by the name of today, an erased one by what is left", () => {
  const person = { ...record, subjectKind: "person", subjectId: ANNA, before: null, after: null };
  expect(toChangeRow(person, names, noWords).subject).toBe("Anna Weiss");
  expect(toChangeRow(person, new Map(), noWords).subject).toBe(ANNA);
});

test("texts of several lines, lists, truths, instants and days are read as people read them", () => {
  const after = {
    open: true,
    tags: ["a", "b"],
    at: "2026-11-21T14:14:03.250Z",
    reviewDueOn: "2027-01-31T00:00:00.000Z",
    answers: { money: "no", byId: 3 },
    nothing: null,
    blank: "",
  };
  expect(diffOf(null, after).map(({ label, after: text }) => [label, text])).toEqual([
    ["Open", "Yes"],
    ["Tags", "a\nb"],
    ["At", "2026-11-21 14:14:03.250 UTC"],
    ["Review due on", "2027-01-31"],
    ["Answers", "money: no\nbyId: 3"],
  ]);
});

test("a field that only one record has is shown with nothing on the other side", () => {
  expect(diffOf({ name: "a" }, null)).toEqual([
    { field: "name", label: "Name", before: "a", after: null },
  ]);
});

test("fields of people show names, also inside lists and records", () => {
  const after = { excludedIds: [OTTO, ANNA], diff: { after: { sponsorId: ANNA } } };
  expect(diffOf(null, after, noWords(), names).map((line) => line.after)).toEqual([
    "Otto Brandt, Anna Weiss",
    "after: sponsorId: Anna Weiss",
  ]);
});

test("every act has words, and a search for words finds it", () => {
  for (const action of CHANGE_ACTIONS) {
    expect(actionLabel(action)).not.toBe(action);
    expect(actionsLike(actionLabel(action))).toContain(action);
  }
  expect(actionLabel("server.pinned")).toBe("server.pinned");
});

test("a subject is read from an address, and nothing else is", () => {
  expect(subjectOf("agent:a:b")).toEqual({ kind: "agent", id: "a:b" });
  for (const text of ["", "agent", "agent:", ":x", "nonsense:1", "constructor:1"]) {
    expect(subjectOf(text)).toBeNull();
  }
});

test("a subject's page is a path of this product, whatever its id holds", () => {
  for (const kind of SUBJECT_KINDS) {
    const path = subjectPath(kind, "//evil.test/?x");
    if (path !== null)
      expect(path).toMatch(
        /^\/(?:agents|inbox|exports|settings|ledger|activity|findings|servers|keys|access-matrix|access-reviews)/,
      );
  }
  expect(subjectPath("nonsense", "1")).toBeNull();
});

test("an export asks for what the address of the list says", () => {
  const parsed = exportChangesInput.parse({
    format: "csv",
    subject: "agent:1",
    from: "2026-11-01",
    to: "2026-11-21T14:14",
    page: "3",
  });
  expect(parsed).toMatchObject({
    subject: { kind: "agent", id: "1" },
    from: new Date("2026-11-01T00:00:00.000Z"),
    to: new Date("2026-11-21T14:14:00.000Z"),
    action: null,
  });
  for (const wrong of [{ format: "doc" }, { format: "csv", from: "yesterday" }]) {
    expect(exportChangesInput.safeParse(wrong).success).toBe(false);
  }
});

test("a dismissed caller and an import go by what people call them, not by an id", () => {
  const dismissal = { ...record, subjectKind: "candidate", before: null };
  const candidate = { ...dismissal, after: { kind: "agent", value: "excel-helper" } };
  expect(toChangeRow(candidate, names, noWords).subject).toBe("excel-helper");
  const run = { ...record, subjectKind: "import", after: { fileName: "calls.ndjson" } };
  expect(toChangeRow(run, names, noWords).subject).toBe("calls.ndjson");
});
