// Lines of senders, as little of them as a record needs.
import type { JsonObject } from "@/lib/ledger/canonical-json";

/** A line of agentgateway; `at` makes it one of its own. */
export function agentgatewayLine(at: number, more: JsonObject = {}): JsonObject {
  return {
    level: "info",
    time: "2026-11-21T11:59:58.5000Z",
    scope: "request",
    "src.addr": "10.1.2.3:4711",
    "http.status": 200,
    "jwt.sub": "ops-agent",
    "mcp.method.name": "tools/call",
    "mcp.target": "postgres",
    "gen_ai.tool.name": "query",
    "gen_ai.tool.call.arguments": { sql: `select ${at}` },
    user_agent: "desk/3.1",
    duration: "12ms",
    ...more,
  };
}

/** So many of them. `traced`: each has an id of its own. */
export function agentgatewayLines(count: number, { traced = false } = {}): JsonObject[] {
  return Array.from({ length: count }, (_, at) => {
    const ids = { "trace.id": hex(at, 32, "a"), "span.id": hex(at, 16, "b") };
    return agentgatewayLine(at, traced ? ids : {});
  });
}

function hex(number: number, length: number, fill: string): string {
  return number.toString(16).padStart(length, fill);
}

/** A row of obot's audit log. */
export function obotRow(id: number, outcome: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    id,
    timestamp: {
      occurredAt: "2026-11-21T11:59:58.250000000Z",
      recordedAt: "2026-11-21T11:59:59Z",
      source: "server",
    },
    eventType: "mcp_call",
    actor: { actorType: "user", id: "17", credentialID: "ci-key (***abc)" },
    action: { operation: "tools/call", name: "query" },
    target: {
      targetType: "mcp_tool",
      id: "t-1",
      name: "query",
      parent: { targetType: "mcp_server", id: "s-1", name: "postgres" },
    },
    outcome,
    details: {
      trace: { sessionID: `s-${id}`, requestID: "1" },
      network: { clientIP: "10.1.2.3:4711" },
      client: { name: "desk-client", version: "3.1", userAgent: "desk-client/3.1 (linux)" },
      request: { body: { name: "query", arguments: { sql: "select 1" } } },
    },
    ...more,
  };
}
