// gateway-logs §3.13: xetrack rows of lasso's gateway, where every column of no other meaning is an argument of the call.
import type { MappingInput } from "./mapping";

const COLUMNS = [
  ...["timestamp", "track_id", "meta", "paths", "call_id", "capability_name", "capability_type"],
  ...["content_type", "content_annotations", "content_text", "response_type", "server_name"],
  ...["isError", "sender_sequence", "sender_epoch"],
];

export const LASSO: MappingInput = {
  format: 1,
  name: "lasso",
  version: "1",
  gateway: "lasso",
  recognise: [
    { at: "/capability_name", exists: true },
    { at: "/capability_type", exists: true },
  ],
  kind: {
    first_of: [
      { const: "tool_call", when: [{ at: "/capability_type", is: "tool" }] },
      { const: "activity" },
    ],
  },
  id: ["/call_id"],
  time: { from: "/timestamp", transform: [{ naive: "source" }, "rfc3339"] },
  fields: {
    "mcp.method.name": {
      first_of: [
        { const: "tools/call", when: [{ at: "/capability_type", is: "tool" }] },
        { const: "prompts/get", when: [{ at: "/capability_type", is: "prompt" }] },
        { const: "resources/read", when: [{ at: "/capability_type", is: "resource" }] },
      ],
    },
    "gen_ai.tool.name": {
      from: "/capability_name",
      transform: "split_prefix",
      when: [{ at: "/capability_type", is: "tool" }],
    },
    "gen_ai.prompt.name": {
      from: "/capability_name",
      when: [{ at: "/capability_type", is: "prompt" }],
    },
    "mcp.resource.uri": {
      from: "/capability_name",
      when: [{ at: "/capability_type", is: "resource" }],
    },
    "mcp.server.name": "/server_name",
    "gen_ai.tool.call.arguments": {
      rest: { except: COLUMNS },
      when: [{ at: "/capability_type", is: "tool" }],
    },
    outcome: {
      first_of: [
        { const: "tool_error", when: [{ at: "/isError", is: [1, true] }] },
        { const: "success", when: [{ at: "/isError", is: [0, false] }] },
      ],
    },
  },
  result: "/content_text",
  correlation_ids: { native_id: "/call_id" },
};
