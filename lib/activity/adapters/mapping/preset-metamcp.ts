// gateway-logs §3.13: rows of mcp_request_audit_logs of metamcp.
import type { MappingInput } from "./mapping";

export const METAMCP = {
  format: 1,
  name: "metamcp",
  version: "1",
  gateway: "metamcp",
  recognise: [
    { at: "/mcp_server_uuid", exists: true },
    { at: "/tool_name", exists: true },
    { at: "/status", is: ["SUCCESS", "ERROR"] },
  ],
  id: ["/uuid"],
  time: { from: "/created_at", transform: ["rfc3339", "ms", { naive: "source" }] },
  fields: {
    "user.id": { first_of: ["/api_key_user_id", "/oauth_user_id"] },
    credential_id: "/api_key_uuid",
    "auth.method": "/auth_method",
    "mcp.method.name": { const: "tools/call" },
    "gen_ai.tool.name": { from: "/tool_name", transform: "split_prefix" },
    "mcp.server.name": "/mcp_server_name",
    "mcp.server.id": "/mcp_server_uuid",
    "mcp.session.id": "/session_id",
    duration_ms: { from: "/duration_ms", transform: "ms" },
    "error.message": "/error_message",
    outcome: {
      first_of: [
        { const: "error", when: [{ at: "/status", is: "ERROR" }] },
        { const: "error", when: [{ at: "/error_message", exists: true }] },
        { const: "success_unverified" },
      ],
    },
  },
  correlation_ids: { native_id: "/uuid", session_id: "/session_id" },
} as const satisfies MappingInput;
