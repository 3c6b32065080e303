import { expect, test } from "vitest";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import type { CallEntry } from "./call-row";
import { usageOf } from "./usage";

function entry(data: JsonObject, ts = "2026-11-21T12:00:30.000Z", source = "gw-1"): CallEntry {
  return { idx: 7n, type: "call", key: "k", src: { id: source }, ts, data };
}

const call = (data: JsonObject = {}) => entry({ kind: "tool_call", ...data });

test("calls with the same names of the same day are one sum, from the first to the last of them", () => {
  const { days, hours } = usageOf(
    [
      call({ occurred_at: "2026-11-20T08:00:00.000Z", "user.id": "ana", outcome: "success" }),
      call({ occurred_at: "2026-11-20T09:30:00.000Z", "user.id": "ana", outcome: "success" }),
      call({ occurred_at: "2026-11-20T07:00:00.000Z", "user.id": "ana", outcome: "success" }),
      call({ occurred_at: "2026-11-21T07:00:00.000Z", "user.id": "ana", outcome: "success" }),
    ],
    [],
  );
  expect(days).toMatchObject([
    {
      start: "2026-11-20T00:00:00.000Z",
      names: ["gw-1", "tool_call", "ana", "", "", "", "", "", "", "success"],
      calls: 3,
      firstAt: "2026-11-20T07:00:00.000Z",
      lastAt: "2026-11-20T09:30:00.000Z",
    },
    { start: "2026-11-21T00:00:00.000Z", calls: 1 },
  ]);
  expect(days[0]?.dims).toBe(days[1]?.dims);
  expect(hours.map(({ start, calls }) => [start, calls])).toEqual([
    ["2026-11-20T07:00:00.000Z", 1],
    ["2026-11-20T08:00:00.000Z", 1],
    ["2026-11-20T09:00:00.000Z", 1],
    ["2026-11-21T07:00:00.000Z", 1],
  ]);
});

test("names that only run together alike are kept apart", () => {
  const { days } = usageOf(
    [
      call({ credential_id: "a", "user.id": "b", "caller.type": "credential" }),
      call({ credential_id: 'a","b', "caller.type": "credential" }),
      call({ operation: "a" }),
      call({ environment: "a" }),
    ],
    [],
  );
  expect(new Set(days.map(({ dims }) => dims)).size).toBe(4);
});

test("what a newer version replaces leaves the sums, and the newer one is not another call of its source", () => {
  const old = { at: "2026-11-20T08:00:00.000Z", source: "gw-1", kind: "tool_call" };
  const nobody = { agent: null, credential: null, person: null, server: null, operation: null };
  const replaced = { ...old, ...nobody, environment: null, region: null, outcome: "pending" };
  const newer = call({ occurred_at: old.at, outcome: "success", version: 2, corrects: 3 });
  const { days, minutes } = usageOf([newer], [replaced]);
  const outcomes = days.map(({ names, calls }) => [names.at(-1), calls]);
  expect(outcomes).toEqual([
    ["pending", -1],
    ["success", 1],
  ]);
  expect(minutes).toMatchObject([{ occurred: 0, received: 1 }]);
});

test("minutes count calls by their own time, and what was received by ours", () => {
  const { minutes } = usageOf(
    [
      call({ occurred_at: "2026-11-21T11:59:59.000Z" }),
      call({ occurred_at: "2026-11-21T12:00:31.000Z" }),
      call({ occurred_at: "2026-11-21T10:00:00.000Z", clock_source: "receiver" }),
      entry({ kind: "heartbeat", minute: "2026-11-21T11:59:00.000Z", pushes: 4, skipped: 1 }),
      entry({ kind: "heartbeat", minute: "?", quarantined: 2, duplicates: -1 }),
      { ...entry({ kind: "tool_call" }), type: "ledger.clock" },
    ],
    [],
  );
  expect(minutes).toMatchObject([
    { minute: "2026-11-21T10:00:00.000Z", occurred: 1, received: 0 },
    { minute: "2026-11-21T11:59:00.000Z", occurred: 1, heartbeats: 1, pushes: 4, skipped: 1 },
    {
      minute: "2026-11-21T12:00:00.000Z",
      occurred: 1,
      received: 3,
      heartbeats: 1,
      quarantined: 2,
      duplicates: 0,
      lagMsMin: -1_000,
      lagMsMax: 31_000,
    },
  ]);
});

test("sums come in one order, whatever the order of the entries", () => {
  const entries = ["b", "a", "c"].map((name) => call({ "user.id": name, "mcp.server.name": name }));
  expect(usageOf(entries, [])).toEqual(usageOf(entries.toReversed(), []));
});
