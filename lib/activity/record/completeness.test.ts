import { expect, test } from "vitest";
import { completenessOf, type Facts, type Group } from "./completeness";
import type { FieldName, FieldState } from "./fields";

const EVERYTHING: readonly FieldName[] = [
  ...([
    "occurred_at",
    "user.id",
    "client.address",
    "user_agent.original",
    "gen_ai.tool.name",
  ] as const),
  ...([
    "mcp.server.name",
    "gen_ai.tool.call.arguments",
    "outcome",
    "duration_ms",
    "trace_id",
  ] as const),
];

function of(
  names: readonly FieldName[],
  more: Partial<Facts> = {},
  states: Partial<Record<FieldName, FieldState>> = {},
) {
  return completenessOf({
    stateOf: (name) => states[name] ?? (names.includes(name) ? "provided" : "not_provided"),
    precision: "ms",
    clock: "gateway",
    outcome: "success",
    correlationKinds: [],
    ...more,
  });
}
const without = (...names: readonly FieldName[]) =>
  EVERYTHING.filter((name) => !names.includes(name));

test("a record that has everything is complete, and one that has nothing is not", () => {
  expect(of(EVERYTHING)).toEqual({
    G1: "full",
    G2: "full",
    G3: "full",
    G4: "full",
    G5: "full",
    G6: "full",
    G7: "full",
    score: 1,
  });
  expect(of([], { outcome: null })).toMatchObject({ G1: "missing", G7: "missing", score: 0 });
});

test.each<[string, Group, string, ReturnType<typeof of>]>([
  ["rule d: a time of the receiver", "G1", "missing", of(EVERYTHING, { clock: "receiver" })],
  ["whole seconds", "G1", "weak", of(EVERYTHING, { precision: "s" })],
  ["a credential alone", "G2", "full", of([...without("user.id"), "credential_id"])],
  [
    "rule a: a client's name for its user agent",
    "G3",
    "weak",
    of([...without("user_agent.original"), "mcp.client.name"]),
  ],
  ["a tool without its server", "G4", "weak", of(without("mcp.server.name"))],
  [
    "a server by its address",
    "G4",
    "full",
    of([...without("mcp.server.name"), "mcp.server.endpoint"]),
  ],
  [
    "a count of arguments",
    "G5",
    "weak",
    of([...without("gen_ai.tool.call.arguments"), "arguments_count"]),
  ],
  ["an outcome that is not known", "G6", "weak", of(EVERYTHING, { outcome: "unknown" })],
  ["no latency", "G6", "weak", of(without("duration_ms"))],
  ["rule e: a session alone", "G7", "weak", of([...without("trace_id"), "mcp.session.id"])],
  [
    "rule e: kinds that repeat",
    "G7",
    "weak",
    of(without("trace_id"), { correlationKinds: ["session_id", "jsonrpc_id"] }),
  ],
  [
    "a request id",
    "G7",
    "full",
    of(without("trace_id"), { correlationKinds: ["session_id", "request_id"] }),
  ],
  ["a redacted caller", "G2", "full", of(EVERYTHING, {}, { "user.id": "redacted" })],
  [
    "a caller that could not be redacted",
    "G2",
    "missing",
    of(EVERYTHING, {}, { "user.id": "redaction_failed" }),
  ],
])("%s: %s is %s", (_, group, state, completeness) => {
  expect(completeness[group]).toBe(state);
});

test("half of a group counts half", () => {
  expect(of(without("user_agent.original")).score).toBe(0.93);
});
