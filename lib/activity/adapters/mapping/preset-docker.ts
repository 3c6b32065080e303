// gateway-logs §3.6: what docker's gateway decided by policy. A decision is no call.
import type { MappingInput } from "./mapping";

export const DOCKER_POLICY_AUDIT = {
  format: 1,
  name: "docker-policy-audit",
  version: "1",
  gateway: "docker-mcp-gateway",
  recognise: [
    { at: "/trigger", exists: true },
    { at: "/target_type", is: ["server", "tool", "prompt"] },
    { at: "/result", is: ["allowed", "denied"] },
  ],
  kind: { const: "policy_decision" },
  time: { from: "/timestamp", transform: ["rfc3339"] },
  fields: {
    "mcp.client.name": "/client_name",
    "mcp.client.version": "/client_version",
    "mcp.server.name": "/server_name",
    "gen_ai.tool.name": "/tool_name",
    "gen_ai.prompt.name": "/prompt_name",
    "network.transport": "/transport",
    outcome: {
      first_of: [
        { const: "denied", when: [{ at: "/result", is: "denied" }] },
        { const: "unknown" },
      ],
    },
  },
  policy: {
    action: {
      first_of: [
        { const: "deny", when: [{ at: "/result", is: "denied" }] },
        { const: "allow", when: [{ at: "/result", is: "allowed" }] },
      ],
    },
    rule_ids: ["/outcome_reason"],
    reason: "/reason",
    source: "docker",
  },
} as const satisfies MappingInput;
