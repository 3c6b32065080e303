import { expect, test } from "vitest";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import type { CallEntry } from "./call-row";
import { heartbeatsIn } from "./usage";

function entry(data: JsonObject, source = "gw-1"): CallEntry {
  const ts = "2026-11-21T12:00:30.000Z";
  return { idx: 7n, type: "call", key: "k", src: { id: source }, ts, data };
}

test("what a heartbeat says is of its minute, and of the minute of receipt where it names none", () => {
  const told = { kind: "heartbeat", pushes: 4, duplicates: 3, quarantined: 2, skipped: 1 };
  const lag_ms = { min: -20, max: 900 };
  expect(
    heartbeatsIn([
      entry({ kind: "tool_call", pushes: 9 }),
      entry({ ...told, minute: "2026-11-21T11:59:00.000Z", lag_ms }),
      entry({ kind: "heartbeat", minute: "?", pushes: -1, duplicates: "2", skipped: 0.5 }, "gw-0"),
    ]),
  ).toEqual([
    {
      source: "gw-0",
      minute: "2026-11-21T12:00:00.000Z",
      pushes: 0,
      duplicates: 0,
      quarantined: 0,
      skipped: 0,
      lagMsMin: null,
      lagMsMax: null,
    },
    {
      source: "gw-1",
      minute: "2026-11-21T11:59:00.000Z",
      pushes: 4,
      duplicates: 3,
      quarantined: 2,
      skipped: 1,
      lagMsMin: -20,
      lagMsMax: 900,
    },
  ]);
});
