import { expect, test } from "vitest";
import type { Json } from "@/lib/ledger/canonical-json";
import { PRESETS } from "./presets";
import { readMapping } from "./read-mapping";

const BASE = {
  format: 1,
  name: "p",
  version: "1",
  gateway: "p",
  fields: { "user.id": "/user" },
} as const;

const problemsOf = (json: Json) => {
  const read = readMapping(json);
  return read.ok ? [] : read.problems;
};

test("a mapping that says the least is one", () => {
  expect(readMapping(BASE)).toMatchObject({ ok: true, mapping: { when: [], id: [], keep: {} } });
});

test.each<[sentence: string, json: Json]>([
  ["format: This version of Countersign reads mappings of format 1.", { ...BASE, format: 2 }],
  ["name: Write at least one character.", { ...BASE, name: "" }],
  ["The mapping: There is no such member as feilds.", { ...BASE, feilds: {} }],
  ["fields: There is no such member as user.", { ...BASE, fields: { user: "/u" } }],
  ["fields: There is no such member as occurred_at.", { ...BASE, fields: { occurred_at: "/t" } }],
  [
    "fields › user.id: A pointer begins with /, or with @/ for a member of what explode takes apart.",
    { ...BASE, fields: { "user.id": "user" } },
  ],
  [
    "fields › user.id: Write a pointer, or an object with one of from, const, first_of and rest.",
    { ...BASE, fields: { "user.id": 7 } },
  ],
  [
    "fields › user.id: A value needs exactly one of from, const, first_of and rest.",
    { ...BASE, fields: { "user.id": { from: "/a", const: "b" } } },
  ],
  [
    "fields › user.id › first_of › 0: A transform needs from.",
    { ...BASE, fields: { "user.id": { first_of: [{ const: "a", transform: "json_parse" }] } } },
  ],
  [
    "fields › user.id › transform: A transform is one of ms, s, ns, float_s, duration_str, ipport, split_prefix, json_parse.",
    { ...BASE, fields: { "user.id": { from: "/a", transform: "upper" } } },
  ],
  [
    "fields › user.id: The transform ipport makes no user.id.",
    { ...BASE, fields: { "user.id": { from: "/a", transform: "ipport" } } },
  ],
  [
    "when › 0: A condition needs exactly one of is, starts_with and exists.",
    { ...BASE, when: [{ at: "/a" }] },
  ],
  [
    'time › transform › 0: A time is read as ms, s, ns, float_s, rfc3339 or { "naive": "+02:00" }; "source" is the offset that is set at the source.',
    { ...BASE, time: { from: "/t", transform: ["iso"] } },
  ],
  [
    "time › transform › 0 › naive: Write an offset such as +02:00.",
    { ...BASE, time: { from: "/t", transform: [{ naive: "Europe/Paris" }] } },
  ],
  [
    "time › basis: Write start, end or logged.",
    { ...BASE, time: { from: "/t", transform: ["ms"], basis: "begin" } },
  ],
  [
    "keep › user.id: A field of a record belongs in fields.",
    { ...BASE, keep: { "user.id": "/a" } },
  ],
  [
    "keep › corrects: Choose another name: records have this one.",
    { ...BASE, keep: { corrects: "/a" } },
  ],
  ["keep › A: Write a name in small letters.", { ...BASE, keep: { A: "/a" } }],
])("%s", (sentence, json) => {
  expect(problemsOf(json)).toEqual([sentence]);
});

test.each<[json: Json]>([[null], [7], ["x"], [[]], [{}]])(
  "%j is no mapping, and it says so",
  (json) => {
    const problems = problemsOf(json);
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) expect(problem).toMatch(/: [A-Z].*\.$/);
  },
);

test("the mappings that come with Countersign are mappings, each told apart by what its records have", () => {
  expect(PRESETS.size).toBe(6);
  for (const mapping of PRESETS.values()) expect(mapping.recognise.length).toBeGreaterThan(0);
});
