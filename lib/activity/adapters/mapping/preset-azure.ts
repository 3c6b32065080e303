// gateway-logs §3.12: Azure API Management, by its own log table or by Application Insights.
import type { MappingInput } from "./mapping";

const CALL = "tools/call";

export const AZURE_MCP_LOG = {
  format: 1,
  name: "azure-mcp-log",
  version: "1",
  gateway: "azure-api-management",
  recognise: [
    { at: "/ToolName", exists: true },
    { at: "/TransportType", exists: true },
    { at: "/CorrelationId", exists: true },
  ],
  kind: {
    first_of: [
      { const: "tool_call", when: [{ at: "/Method", is: CALL }] },
      { const: "tool_call", when: [{ at: "/OperationName", is: CALL }] },
      { const: "activity", when: [{ at: "/Method", starts_with: "tools/" }] },
      { const: "tool_call", when: [{ at: "/ToolName", exists: true }] },
      { const: "activity" },
    ],
  },
  time: { from: "/TimeGenerated", transform: ["rfc3339"] },
  fields: {
    "mcp.method.name": {
      first_of: [
        { from: "/OperationName", when: [{ at: "/OperationName", is: CALL }] },
        "/Method",
        "/OperationName",
      ],
    },
    "gen_ai.tool.name": { from: "/ToolName", transform: "split_prefix" },
    "mcp.server.name": "/ServerName",
    "mcp.server.endpoint": "/McpServerEndpoint",
    "mcp.client.name": "/ClientName",
    "mcp.client.version": "/ClientVersion",
    "mcp.session.id": "/SessionId",
    "mcp.protocol.version": "/ProtocolVersion",
    "network.transport": "/TransportType",
    "auth.method": "/AuthenticationMethod",
    "error.type": "/ErrorType",
    "error.message": "/Error",
    outcome: {
      first_of: [
        { const: "error", when: [{ at: "/Error", exists: true }] },
        { const: "error", when: [{ at: "/ErrorType", exists: true }] },
        { const: "success_unverified" },
      ],
    },
  },
  correlation_ids: { correlation_id: "/CorrelationId" },
} as const satisfies MappingInput;

const OF = "/customDimensions";

export const AZURE_INSIGHTS = {
  format: 1,
  name: "azure-app-insights",
  version: "1",
  gateway: "azure-api-management",
  recognise: [{ at: `${OF}/gen_ai.tool.name`, exists: true }],
  kind: {
    first_of: [
      // Azure writes the method of MCP where the convention has execute_tool.
      {
        const: "tool_call",
        when: [{ at: `${OF}/gen_ai.operation.name`, is: [CALL, "execute_tool"] }],
      },
      { const: "activity" },
    ],
  },
  id: ["/operation_Id", "/id"],
  time: { from: "/timestamp", transform: ["rfc3339"], basis: "start" },
  fields: {
    "mcp.method.name": {
      first_of: [
        { const: CALL, when: [{ at: `${OF}/gen_ai.operation.name`, is: "execute_tool" }] },
        `${OF}/gen_ai.operation.name`,
      ],
    },
    "gen_ai.tool.name": { from: `${OF}/gen_ai.tool.name`, transform: "split_prefix" },
    "gen_ai.tool.call.arguments": {
      from: `${OF}/gen_ai.tool.call.arguments`,
      transform: "json_parse",
    },
    "mcp.server.name": `${OF}/service.name`,
    "mcp.client.name": `${OF}/user_agent.name`,
    "mcp.client.version": `${OF}/user_agent.version`,
    "mcp.session.id": `${OF}/gen_ai.conversation.id`,
    "gen_ai.conversation.id": `${OF}/gen_ai.conversation.id`,
    "mcp.protocol.version": `${OF}/network.protocol.version`,
    "network.protocol.name": `${OF}/network.protocol.name`,
    "auth.method": `${OF}/auth.type`,
    "client.address": { from: "/client_IP", transform: "ipport" },
    "http.response.status_code": "/resultCode",
    duration_ms: { from: "/duration", transform: "ms" },
    trace_id: "/operation_Id",
    span_id: "/id",
    outcome: {
      first_of: [
        { const: "error", when: [{ at: "/success", is: [false, "False"] }] },
        { const: "success_unverified" },
      ],
    },
  },
} as const satisfies MappingInput;
