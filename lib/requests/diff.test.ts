import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { boundDiff, diffOfRecords, readableDiff } from "./diff";
import { diffHash } from "./hash";

const bound = {
  kind: "test.kind",
  subjectKind: "agent",
  subjectId: "a1",
  baseVersion: 3,
  diff: { before: { name: "Old" }, after: { name: "New", at: "2026-11-21T00:00:00.000Z" } },
};
const stored = { ...bound, diffHash: diffHash(bound) };

test("the hash is SHA-256 over the RFC 8785 text, so anybody can compute it again", () => {
  const text =
    '{"baseVersion":3,"diff":{"after":{"at":"2026-11-21T00:00:00.000Z","name":"New"},"before":{"name":"Old"}},' +
    '"kind":"test.kind","subjectId":"a1","subjectKind":"agent"}';
  expect(stored.diffHash).toBe(createHash("sha256").update(text).digest("hex"));
});

test("the order in which fields are stored does not matter", () => {
  const turned = { after: { at: bound.diff.after.at, name: "New" }, before: { name: "Old" } };
  expect(diffHash({ ...bound, diff: turned })).toBe(stored.diffHash);
});

test.each([
  { kind: "test.other" },
  { subjectKind: "policy" },
  { subjectId: "a2" },
  { baseVersion: 4 },
  { diff: { ...bound.diff, after: { ...bound.diff.after, name: "Newer" } } },
  { diff: { ...bound.diff, before: null } },
])("another %o is another hash", (change) => {
  expect(diffHash({ ...bound, ...change })).not.toBe(stored.diffHash);
  expect(boundDiff({ ...stored, ...change })).toBeNull();
});

test("a diff that matches its hash comes back whole", () => {
  expect(boundDiff(stored)).toEqual(bound.diff);
});

test("instants become text before they are hashed, as the database will give them back", () => {
  const at = new Date("2026-11-21T00:00:00.000Z");
  expect(diffOfRecords({ name: "Old" }, { name: "New", at })).toEqual(bound.diff);
});

test("what is no diff at all can still be looked at, as nothing", () => {
  expect(boundDiff({ ...stored, diff: ["x"] })).toBeNull();
  expect(readableDiff(["x"])).toEqual({ before: null, after: {} });
});
