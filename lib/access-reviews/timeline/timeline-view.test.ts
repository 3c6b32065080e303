import { expect, test } from "vitest";
import { toTimelineRow } from "./timeline-view";

test("REV-13: the timeline says when the server had something, whatever time a browser claims for it", () => {
  const record = {
    ...{ id: "c", seq: 1n, action: "review-line.decided", subjectKind: "review-line" },
    ...{ subjectId: "l", actorKind: "person", actorId: "p", actorRoles: [], requestId: "r" },
    ...{ before: null, after: { decision: "keep" }, reason: null },
    occurredAt: new Date("2020-01-01T00:00:00.000Z"),
    recordedAt: new Date("2026-10-30T10:00:00.000Z"),
  };
  expect(toTimelineRow(record, new Map()).at).toBe("2026-10-30T10:00:00.000Z");
});
