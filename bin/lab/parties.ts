// Real parties: an MCP server and a client of the official SDK, whose calls the official SDK of OpenTelemetry tells over OTLP. None
// of this is ours but the attributes of the span, which are those of the semantic conventions for MCP.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import {
  type CallToolRequest,
  CallToolRequestSchema,
  type CallToolResult,
} from "@modelcontextprotocol/sdk/types.js";
import { SpanKind, SpanStatusCode, type Tracer } from "@opentelemetry/api";
import { OTLPTraceExporter as JsonExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtobufExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";

const EXPORTERS = { json: JsonExporter, protobuf: ProtobufExporter } as const;

/** Makes a call that succeeds and one that ends in a tool error, and exports both. Errors: what the exporter was answered. */
export async function callAndExport(
  encoding: keyof typeof EXPORTERS,
  { url, token }: { readonly url: string; readonly token: string },
): Promise<void> {
  const exporter = new EXPORTERS[encoding]({
    url: `${url}/v1/traces`,
    headers: { authorization: `Bearer ${token}` },
  });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ "service.name": `library-${encoding}` }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  const client = await connected(provider.getTracer("parties"));
  await client.callTool({ name: "lend", arguments: { book: "Turbines", days: 14 } });
  const refused = await client.callTool({ name: "lend", arguments: { book: "", days: 14 } });
  if (refused.isError !== true) throw new Error("the second call was to end in a tool error");
  await client.close();
  await provider.forceFlush();
  await provider.shutdown();
}

async function connected(tracer: Tracer): Promise<Client> {
  const server = new Server({ name: "library", version: "1.0.0" }, { capabilities: { tools: {} } });
  server.setRequestHandler(CallToolRequestSchema, (request, { requestId }) =>
    told(tracer, request, String(requestId)),
  );
  const client = new Client({ name: "reader", version: "1.0.0" });
  const [here, there] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(there), client.connect(here)]);
  return client;
}

function told(tracer: Tracer, { params }: CallToolRequest, id: string): CallToolResult {
  const attributes = {
    "mcp.method.name": "tools/call",
    "gen_ai.operation.name": "execute_tool",
    "gen_ai.tool.name": params.name,
    "gen_ai.tool.call.arguments": JSON.stringify(params.arguments),
    "mcp.server.name": "library",
    "jsonrpc.request.id": id,
    "user.id": "agent-7",
    "client.address": "198.51.100.7",
    "user_agent.original": "reader/1.0.0",
  };
  const options = { kind: SpanKind.SERVER, attributes };
  return tracer.startActiveSpan(`tools/call ${params.name}`, options, (span) => {
    const result = lend(params.arguments);
    if (result.isError === true) {
      span.setAttribute("error.type", "tool_error");
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    span.end();
    return result;
  });
}

function lend(wish: CallToolRequest["params"]["arguments"]): CallToolResult {
  const text = wish?.book ? `Lent for ${wish.days} days.` : "There is no such book.";
  return { content: [{ type: "text", text }], isError: !wish?.book };
}
