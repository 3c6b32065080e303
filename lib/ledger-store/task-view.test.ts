import { expect, test } from "vitest";
import type { BundleTask } from "./task-record";
import { toBundleView } from "./task-view";

const result = {
  ...{ start: 0, end: 20, size: 20, root: "", entries: 20, bytes: 1, sha256: "0".repeat(64) },
  ...{ fileName: "calls.zip", consistency: [], attested: 0, holes: 0, unattested: ["sys:sealer"] },
  claims: { range: true, time: false, source: true, filter: true },
};
const task: BundleTask = {
  ...{ kind: "bundle", id: "1", log: "calls", state: "done", done: 1n, total: 1n, message: null },
  ...{ askedById: "p", askedAt: new Date(0), startedAt: null, aliveAt: null, finishedAt: null },
  wish: { covers: { kind: "all" }, consistency: [] },
  result,
};
const source = (found: Partial<typeof result>) =>
  toBundleView({ ...task, result: { ...result, ...found } }, new Map()).made?.claims.find(
    ({ statement }) => statement === "source",
  );

test("sources that number nothing are no statement about them, and are named", () => {
  expect(source({})).toMatchObject({
    made: false,
    says: "Not attested, as they number nothing: sys:sealer.",
  });
});

test("numbers without a hole are a statement, and the others are named beside it", () => {
  expect(source({ attested: 1 })).toMatchObject({
    made: true,
    says: "No number is missing among those that its sources gave to what they sent. Not attested, as they number nothing: sys:sealer.",
  });
  expect(source({ attested: 1, holes: 2, unattested: [] })?.says).toMatch(/^2 numbers/);
});
