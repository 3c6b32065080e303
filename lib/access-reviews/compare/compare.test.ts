import { expect, test } from "vitest";
import type { DossierLine } from "../overview/dossier";
import type { Outcome } from "../review-view";
import type { SnapshotLine } from "../snapshot-view";
import { snapshotLine } from "../testing/snapshot-line";
import { compareLines, countCompared } from "./compare";
import { toComparedRow } from "./compare-view";

const held = (line: SnapshotLine, outcome: Outcome | null = "keep"): DossierLine => ({
  ...{ id: `id-${line.line}`, line, outcome, first: null, second: null, judged: null },
});

const same = snapshotLine({ n: 1 });
const grown = snapshotLine({ n: 2 });
const gone = snapshotLine({ n: 3 });
const fresh = snapshotLine({ n: 4 });
const before = [held(same), held(grown), held(gone, "revoke")];
const now = [
  held({ ...same, calls: same.calls + 500, lastUsedAt: "2026-09-30T00:00:00.000Z" }),
  held({ ...grown, purpose: "Something else entirely" }, null),
  held(fresh),
];

test("REV-24: a line is new, changed, gone or the same, by its key; how often it was used is no change", () => {
  const compared = compareLines(before, now);
  expect(compared.map(({ key, state }) => [key, state])).toEqual([
    [same.line, "same"],
    [grown.line, "changed"],
    [fresh.line, "new"],
    [gone.line, "gone"],
  ]);
  expect(countCompared(compared)).toEqual({ new: 1, changed: 1, gone: 1, same: 1 });
  expect(compared[1]?.fields.map(({ field }) => field)).toEqual(["purpose"]);
});

test("a row says what both reviews ended with, and shows people of a difference by name", () => {
  const names = new Map([["p-1", { id: "p-1", name: "Ada Quist", title: "" }]]);
  const compared = compareLines(
    [held({ ...same, ownerId: null }, "revoke")],
    [held({ ...same, ownerId: "p-1" }, null)],
  );
  const [row] = compared.map((line) => toComparedRow(line, names));
  expect(row).toMatchObject({
    ...{ state: "changed", before: "Revoke", now: "Not decided yet" },
    differences: ["owner: none → Ada Quist"],
  });
});
