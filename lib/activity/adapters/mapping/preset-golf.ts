// gateway-logs §3.13: Golf's audit events. Their own hash chain is kept; it stands over what was sent, so it is not checked here.
import type { MappingInput } from "./mapping";

export const GOLF = {
  format: 1,
  name: "golf",
  version: "1",
  gateway: "golf",
  recognise: [
    { at: "/event_type", is: "mcp_request" },
    { at: "/integrity_hash", exists: true },
  ],
  when: [{ at: "/event_type", is: "mcp_request" }],
  kind: {
    first_of: [
      { const: "tool_call", when: [{ at: "/mcp_method", is: "tools/call" }] },
      { const: "activity" },
    ],
  },
  id: ["/integrity_hash"],
  sequence: { seq: "/sequence" },
  time: { from: "/timestamp", transform: ["rfc3339", "float_s"] },
  fields: {
    "user.id": { first_of: ["/user/sub", "/user.sub", "/user/email", "/user.email"] },
    "organization.id": "/organization_id",
    "mcp.client.name": { first_of: ["/client_info/name", "/client_info"] },
    "mcp.client.version": "/client_info/version",
    "mcp.method.name": "/mcp_method",
    "gen_ai.tool.name": "/mcp_tool_name",
    "mcp.session.id": "/session_id",
  },
  correlation_ids: { native_id: "/integrity_hash", session_id: "/session_id" },
  keep: { "golf.prev_hash": "/prev_hash", "golf.integrity_hash": "/integrity_hash" },
} as const satisfies MappingInput;
