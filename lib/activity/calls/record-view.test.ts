import { expect, test } from "vitest";
import { FIELDS } from "../record/fields";
import type { CallRow } from "./call-view";
import { FIELDS_OF, recordDiff, toRecordShown } from "./record-view";
import { traceOf } from "./trace-view";

const data = {
  kind: "tool_call",
  occurred_at: "2026-11-21T14:14:03.250Z",
  "user.id": "[email:k1:abc]",
  "gen_ai.tool.call.arguments": '{"q":"select 1"}',
  outcome: "success",
  duration_ms: 12,
  field_state: { "user.id": "redacted", outcome: "derived" },
  field_source: { "user.id": "actor.id" },
  redaction: {
    policy_version: "1",
    key_id: "k1",
    counts: { email: 1, iban: 0 },
    state: "complete",
  },
  completeness: { G1: "full", G2: "weak", score: 0.5 },
  grant_hint: "g-7",
};

test("LOG-01: every field of the canonical record belongs to one of the seven groups", () => {
  expect(Object.values(FIELDS_OF).flat().sort()).toEqual([...FIELDS].sort());
});

test("LOG-01, LOG-02: a record shows each field with value, state and native path; what is missing says so", () => {
  const { groups, args, redaction, more } = toRecordShown(data);
  const fields = new Map(
    groups.flatMap((group) => group.fields.map((field) => [field.name, field])),
  );
  expect(fields.get("user.id")).toEqual({
    name: "user.id",
    value: "[email:k1:abc]",
    state: "redacted",
    path: "actor.id",
  });
  expect(fields.get("outcome")?.state).toBe("derived");
  expect(fields.get("duration_ms")).toMatchObject({ value: "12", state: "provided" });
  expect(fields.get("client.address")).toMatchObject({ value: "", state: "not_provided" });
  expect(groups.map(({ id, state }) => `${id} ${state}`).slice(0, 3)).toEqual([
    "G1 full",
    "G2 weak",
    "G3 ",
  ]);
  expect(args).toBe('{\n  "q": "select 1"\n}');
  expect(redaction).toMatchObject({ state: "complete", counts: [{ type: "email", count: 1 }] });
  expect(more).toEqual([{ name: "grant_hint", value: "g-7" }]);
});

test("an amendment is compared with what it corrects, without what each says of itself", () => {
  const { duration_ms: _, ...rest } = data;
  expect(
    recordDiff({ ...rest, record_id: "a" }, { ...data, outcome: "denied", record_id: "b" }),
  ).toEqual([
    { field: "outcome", label: "outcome", before: "success", after: "denied" },
    { field: "duration_ms", label: "duration_ms", before: null, after: "12" },
  ]);
});

test("calls of a trace stand under the one that made them, at the time they began", () => {
  const calls = [call("5", 1_000, 1_000), call("7", 200, 100), call("9", 400, null)];
  const { lines, lengthMs } = traceOf(
    calls,
    new Map([
      ["5", { spanId: "a", parentId: null, endsAt: true }],
      ["7", { spanId: "b", parentId: "a", endsAt: false }],
      ["9", { spanId: "c", parentId: "b", endsAt: false }],
    ]),
  );
  expect(lengthMs).toBe(1_000);
  expect(lines.map(({ call: { idx }, depth, offsetMs }) => [idx, depth, offsetMs])).toEqual([
    ["5", 0, 0],
    ["7", 1, 200],
    ["9", 2, 400],
  ]);
  expect(lines.map(({ left, width }) => [left, width])).toEqual([
    [0, 10_000],
    [2_000, 1_000],
    [4_000, 60],
  ]);
});

test("calls that name each other as parents are all shown", () => {
  const spans = new Map([
    ["1", { spanId: "a", parentId: "b", endsAt: false }],
    ["2", { spanId: "b", parentId: "a", endsAt: false }],
    ["3", { spanId: "c", parentId: "c", endsAt: false }],
  ]);
  const { lines } = traceOf([call("1", 0, 5), call("2", 5, 5), call("3", 9, 1)], spans);
  expect(lines.map(({ call: { idx } }) => idx).sort()).toEqual(["1", "2", "3"]);
});

function call(idx: string, ms: number, durationMs: number | null): CallRow {
  const at = new Date(ms).toISOString();
  return {
    ...{ idx, at, recordedAt: at, durationMs },
    ...{ kind: "tool_call", agent: null, agentName: null, agentId: null, agentSlug: null },
    ...{ credential: null, person: null, source: "s", server: null, operation: null },
    ...{ environment: null, region: null, outcome: null, address: null, version: 1 },
    ...{ corrects: null, recordId: null, traceId: null, correlation: null, completeness: 0 },
    ...{ epoch: null, seq: null },
  };
}
