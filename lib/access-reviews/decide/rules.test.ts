import { describe, expect, it, test } from "vitest";
import { AppError } from "@/lib/core/app-error";
import type { LineFlag } from "../review-view";
import type { SnapshotLine } from "../snapshot-view";
import { snapshotLine } from "../testing/snapshot-line";
import { classOf, whyCommentToKeep } from "./decide-limits";
import { fittingDetail } from "./rules";
import { decideLineInput } from "./schema";

const NOW = new Date("2026-10-05T09:00:00.000Z");
const SOMEBODY = "8f7d3c1a-9b2e-4c5d-8e6f-1a2b3c4d5e6f";
const TARGET = {
  ...{ id: SOMEBODY, reviewId: SOMEBODY, lineId: SOMEBODY, stage: 1, after: null, opened: true },
  madeAt: NOW.toISOString(),
};

function detail(line: Partial<SnapshotLine>, said: Record<string, unknown>) {
  const input = decideLineInput.parse({ ...TARGET, comment: "", ...said });
  return fittingDetail(snapshotLine(line), input, NOW);
}

/** The field an answer is refused for; null: it is taken. */
function refusedFor(line: Partial<SnapshotLine>, said: Record<string, unknown>): string | null {
  try {
    detail(line, said);
    return null;
  } catch (error) {
    if (error instanceof AppError) return Object.keys(error.fieldErrors)[0] ?? "nothing";
    return "schema";
  }
}

const data = (...dataClasses: string[]) => ({
  operation: { id: "o", name: "o", access: "read", dataClasses },
});
const revokeAdvised = { recommendation: { decision: "revoke", because: "Unused." } } as const;

describe("REV-08 keeping needs a reason where the line is", () => {
  const unusual: [string, Partial<SnapshotLine>][] = [
    ["privileged", { section: "privileged" }],
    ["of high risk", { risk: "high" }],
    ["unused", { flags: ["unused"] }],
    ["never used", { flags: ["never-used"] }],
    ["about confidential data", data("internal", "confidential")],
    ["about personal data", data("personal")],
    ["without approval", { flags: ["without-approval"] }],
    ["registered by nobody", { flags: ["orphan"] }],
    ["expired and still enforced", { flags: ["expired-enabled"] }],
    ["a wildcard", { flags: ["wildcard"] }],
    ["changed since its approval", { flags: ["definition-changed"] }],
    ["recommended to go", revokeAdvised],
  ];
  it.each(unusual)("%s", (_, line) => {
    expect(refusedFor(line, { decision: "keep" })).toBe("comment");
    expect(refusedFor(line, { decision: "keep", comment: "ok" })).toBe("comment");
    expect(refusedFor(line, { decision: "keep", comment: "Posts invoices." })).toBeNull();
  });

  it("and none where it is plain", () => {
    const quiet: LineFlag[] = ["no-expiry", "enforcement-unknown", "not-enforced"];
    expect(refusedFor({ ...data("internal"), flags: quiet }, { decision: "keep" })).toBeNull();
    expect(whyCommentToKeep(snapshotLine(data("public")))).toEqual([]);
  });
});

describe("REV-08 every other answer", () => {
  const parts = ["a", "b", "c"].map((id) => ({ id, name: id, calls: 0 }));
  const because = { comment: "Not needed any more." };
  const whole: [string, Record<string, unknown>][] = [
    ["keep-until", { until: "2026-12-31" }],
    ["reduce", { remaining: ["a"] }],
    ["revoke", {}],
    ["transfer", { newOwnerId: SOMEBODY }],
    ["cannot-judge", { newOwnerId: SOMEBODY }],
  ];
  it.each(whole)("%s says why", (decision, more) => {
    expect(refusedFor({ parts }, { decision, ...more, ...because })).toBeNull();
    expect(refusedFor({ parts }, { decision, ...more })).toBe("schema");
  });

  it("keeps until the end of the day that was named, which is to come", () => {
    const said = { decision: "keep-until", ...because };
    expect(detail({}, { ...said, until: "2026-12-31" }).until).toEqual(
      new Date("2027-01-01T00:00:00.000Z"),
    );
    expect(refusedFor({}, { ...said, until: "2026-10-04" })).toBe("until");
  });

  it("keeps until a day before the one it ends on anyway", () => {
    const grant = {
      ...{ id: "g", kind: "normal", fromAt: "2026-01-01T00:00:00.000Z", endedAt: null },
      ...{ until: "2026-12-01T00:00:00.000Z", requestedById: "r", approvedById: "a" },
      ...{ approvedAt: "2026-01-01T00:00:00.000Z", requestId: null },
    };
    const said = { decision: "keep-until", ...because };
    const until = (day: string, grants = [grant]) =>
      refusedFor({ grants }, { ...said, until: day });
    expect(until("2026-12-15")).toBe("until");
    expect(until("2026-11-15")).toBeNull();
    expect(
      until("2026-12-15", [grant, { ...grant, id: "h", until: "2027-06-01T00:00:00.000Z" }]),
    ).toBeNull();
  });

  it("reduces to some parts of the line and not to all, in its own order", () => {
    const said = { decision: "reduce", ...because };
    expect(detail({ parts }, { ...said, remaining: ["c", "a"] }).remaining).toEqual(["a", "c"]);
    expect(refusedFor({ parts }, { ...said, remaining: ["a", "b", "c"] })).toBe("remaining");
    expect(refusedFor({ parts }, { ...said, remaining: ["x"] })).toBe("remaining");
    expect(refusedFor({ parts }, { ...said, remaining: [] })).toBe("schema");
    expect(refusedFor({ parts: [] }, { ...said, remaining: ["a"] })).toBe("decision");
  });

  it("transfers what somebody owns, to somebody else", () => {
    const said = { decision: "transfer", newOwnerId: SOMEBODY, ...because };
    expect(refusedFor({ ownerId: SOMEBODY }, said)).toBe("newOwnerId");
    expect(refusedFor({ kind: "role" }, said)).toBe("decision");
  });
});

test("G11 one class is the same kind, access, data and marks, of low risk and one stage", () => {
  const plain = classOf(snapshotLine({ n: 1 }));
  expect(plain).not.toBeNull();
  expect(classOf(snapshotLine({ n: 2, environment: "staging" }))).toBe(plain);
  const others: Partial<SnapshotLine>[] = [
    { flags: ["unused"] },
    { kind: "token" },
    data("public"),
    { operation: { id: "o", name: "o", access: "write", dataClasses: ["internal"] } },
  ];
  for (const other of others) expect(classOf(snapshotLine(other))).not.toBe(plain);
  const alone: Partial<SnapshotLine>[] = [
    { risk: "medium" },
    { risk: "high" },
    { section: "privileged" },
    { stages: 2 },
  ];
  for (const line of alone) expect(classOf(snapshotLine(line))).toBeNull();
});
