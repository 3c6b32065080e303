// gateway-logs §2 and §4, rules a, d and e: how much of what an auditor asks for a record holds, by its seven groups.
import type { FieldName, FieldState } from "./fields";

export const GROUPS = ["G1", "G2", "G3", "G4", "G5", "G6", "G7"] as const;
export type Group = (typeof GROUPS)[number];

/** `weak`: half of it, or something that only stands in for it. */
export type GroupState = "full" | "weak" | "missing";
export type Completeness = Readonly<Record<Group, GroupState>> & { readonly score: number };

const WORTH = { full: 1, weak: 0.5, missing: 0 } as const satisfies Record<GroupState, number>;

/** What a record says of itself: which fields hold something, and three of their values. */
export type Facts = {
  readonly stateOf: (name: FieldName) => FieldState;
  readonly precision: string | null;
  readonly clock: string | null;
  readonly outcome: string | null;
  readonly correlationKinds: readonly string[];
};

/** The groups of a record, and their mean, from 0 to 1 with two decimals. */
export function completenessOf(facts: Facts): Completeness {
  const groups = {
    G1: timeState(facts),
    G2: has(facts, "user.id", "credential_id", "gen_ai.agent.id") ? "full" : "missing",
    G3: both(has(facts, "client.address"), has(facts, "user_agent.original")),
    G4: !has(facts, "gen_ai.tool.name") ? "missing" : serverState(facts),
    G5: argumentsState(facts),
    G6: both(facts.outcome !== null && facts.outcome !== "unknown", has(facts, "duration_ms")),
    G7: correlationState(facts),
  } as const satisfies Record<Group, GroupState>;
  const sum = GROUPS.reduce((total, group) => total + WORTH[groups[group]], 0);
  return { ...groups, score: Math.round((sum / GROUPS.length) * 100) / 100 };
}

/** Rule d: a time that only the receiver had is none; and a second is no millisecond. */
function timeState({ stateOf, clock, precision }: Facts): GroupState {
  if (!holds(stateOf("occurred_at")) || clock === "receiver") return "missing";
  return precision === "s" ? "weak" : "full";
}

function serverState(facts: Facts): GroupState {
  return has(facts, "mcp.server.name", "mcp.server.id", "mcp.server.endpoint") ? "full" : "weak";
}

function argumentsState(facts: Facts): GroupState {
  if (has(facts, "gen_ai.tool.call.arguments")) return "full";
  return has(facts, "arguments_count") ? "weak" : "missing";
}

/** Rule e: ids that repeat from session to session tell calls apart only beside something else. */
function correlationState(facts: Facts): GroupState {
  if (has(facts, "trace_id") || facts.correlationKinds.some((kind) => !REPEATED.has(kind)))
    return "full";
  const isWeak =
    facts.correlationKinds.length > 0 || has(facts, "jsonrpc.request.id", "mcp.session.id");
  return isWeak ? "weak" : "missing";
}

const REPEATED = new Set(["session_id", "jsonrpc_id"]);

function has({ stateOf }: Facts, ...names: readonly FieldName[]): boolean {
  return names.some((name) => holds(stateOf(name)));
}

function holds(state: FieldState): boolean {
  return state !== "not_provided" && state !== "redaction_failed";
}

function both(first: boolean, second: boolean): GroupState {
  if (first && second) return "full";
  return first || second ? "weak" : "missing";
}
