import { expect, test } from "vitest";
import type { DeltaChange } from "../review-view";
import type { SnapshotLine } from "../snapshot-view";
import { snapshotLine } from "../testing/snapshot-line";
import { deltaBetween, sameDelta } from "./delta";

const grant = (more: Partial<SnapshotLine["grants"][number]> = {}) => ({
  ...{ id: "g1", kind: "normal", fromAt: "2026-01-01T00:00:00.000Z", endedAt: null },
  ...{ until: "2026-12-01T00:00:00.000Z", requestedById: "a", approvedById: "b" },
  ...{ approvedAt: "2026-01-01T00:00:00.000Z", requestId: null },
  ...more,
});
const part = (id: string) => ({ id, name: id, calls: 0 });
const WAS: Partial<SnapshotLine> = { parts: [part("list"), part("read")], grants: [grant()] };
const was = snapshotLine(WAS);
const is = (more: Partial<SnapshotLine>) => snapshotLine({ ...WAS, ...more });

const changeTo = (more: Partial<SnapshotLine>) => deltaBetween([was], [is(more)])[0]?.change;

test("REV-10: what is new and what is gone stand in the delta in the order of their keys, with what they are or were", () => {
  const [gone, fresh] = [snapshotLine({ n: 5 }), snapshotLine({ n: 4 })];
  const delta = deltaBetween([was, gone], [was, fresh]);
  expect(delta.map(({ n, change, line }) => [n, change, line])).toEqual([
    [1, "added", fresh.line],
    [2, "removed", gone.line],
  ]);
  expect(delta[0]?.now).toMatchObject({ line: fresh.line, meaning: fresh.meaning });
  expect(delta[1]).toMatchObject({ now: null, fields: [{ before: gone.meaning }] });
});

const CHANGES: readonly [string, DeltaChange, Partial<SnapshotLine>][] = [
  ["an operation more", "expanded", { parts: [part("list"), part("read"), part("pay")] }],
  ["an operation in place of another", "expanded", { parts: [part("list"), part("pay")] }],
  ["a later end", "expanded", { grants: [grant({ until: "2027-12-01T00:00:00.000Z" })] }],
  ["no end any more", "expanded", { grants: [grant({ until: null })] }],
  ["more access and another owner", "expanded", { ownerId: "x", parts: [...was.parts, part("z")] }],
  ["another owner", "owner-changed", { ownerId: "somebody" }],
  ["an operation less", "reduced", { parts: [part("list")] }],
  ["an earlier end", "reduced", { grants: [grant({ until: "2026-11-01T00:00:00.000Z" })] }],
  ["another purpose", "altered", { purpose: "Something else." }],
];

test.each(CHANGES)("REV-10: %s is %s", (_words, change, more) => {
  expect(changeTo(more)).toBe(change);
});

test("what comes and goes with every call, or with a gateway's silence, is no change", () => {
  const used: SnapshotLine = {
    ...{ ...was, calls: 99, denied: 4, lastUsedAt: "2026-10-10T00:00:00.000Z", n: 7 },
    ...{ enforced: "unknown", flags: ["unused", "enforcement-unknown"], change: "changed" },
  };
  expect(deltaBetween([was], [used])).toEqual([]);
  expect(changeTo({ enforced: "no" })).toBe("reduced");
});

test("two deltas are the same where they say the same changes, whatever was called meanwhile", () => {
  const fresh = snapshotLine({ n: 4 });
  const one = deltaBetween([was], [was, fresh]);
  expect(sameDelta(one, deltaBetween([was], [was, { ...fresh, calls: 1_000 }]))).toBe(true);
  const wider = { ...fresh, grants: [grant({ until: null })] };
  expect(sameDelta(one, deltaBetween([was], [was, wider]))).toBe(false);
  expect(sameDelta(one, [])).toBe(false);
  expect(sameDelta(one, deltaBetween([was], [is({ ownerId: "x" }), fresh]))).toBe(false);
});
