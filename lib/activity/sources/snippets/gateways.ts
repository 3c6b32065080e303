// What each gateway itself is told, by its section of gateway-logs §3.

import type { Address, Snippet } from "../snippet-labels";
import { collectorConfig, fluentBitConfig } from "./shippers";

/** §3.2: the access log over OTLP, with what it leaves out by default. */
export function agentgatewaySnippet({ base }: Address): Snippet {
  const { host, port, protocol } = new URL(base);
  const isSecure = protocol === "https:";
  const target = port === "" ? `${host}:${isSecure ? 443 : 80}` : host;
  const text = `frontendPolicies:
  accessLog:
    add:
      user_agent: 'request.headers["user-agent"]'
      gen_ai.tool.call.arguments: 'mcp.tool.arguments'
      mcp.tool.is_error: 'mcp.tool.result.isError'
      agw.api_key.name: 'apiKey.name'
    otlp:
      host: ${target}
      protocol: http
      path: /v1/logs
      policies:${isSecure ? "\n        backendTLS: {}" : ""}
        requestHeaderModifier:
          set:
            Authorization: "Bearer \${COUNTERSIGN_TOKEN}"
`;
  return {
    id: "agentgateway",
    label: "agentgateway",
    files: [{ name: "config.yaml", language: "yaml", text }],
    notes: [
      "Arguments leave the gateway as they are; the redaction here is the only filter.",
      "Where its version takes no policies under otlp, send to a Collector and from there here.",
      "What it cannot send while we cannot be reached is dropped. Its log on standard output through Fluent Bit loses less.",
    ],
  };
}

/** §3.5 */
export function litellmSnippet({ base, source }: Address): Snippet {
  const text = `litellm_settings:
  callbacks: ["countersign"]
callback_settings:
  countersign:
    callback_type: generic_api
    endpoint: ${base}/api/ingest/${source}
    headers:
      Authorization: "Bearer COUNTERSIGN_TOKEN"
    log_format: ndjson
`;
  return {
    id: "litellm",
    label: "litellm",
    files: [{ name: "config.yaml", language: "yaml", text }],
    notes: [
      "Put the token in the place of COUNTERSIGN_TOKEN.",
      "litellm sends each batch once and forgets it when that fails: what is lost is found as a gap only by a rhythm or a sequence.",
      "Calls of models come too. They say nothing of a tool and are left out, counted as skipped or in quarantine.",
    ],
  };
}

/** §3.3 */
export function contextForgeSnippet(address: Address): Snippet {
  const text = `OTEL_ENABLE_OBSERVABILITY=true
OTEL_TRACES_EXPORTER=otlp
OTEL_EXPORTER_OTLP_PROTOCOL=http
OTEL_EXPORTER_OTLP_ENDPOINT=${address.base}/v1/traces
OTEL_EXPORTER_OTLP_HEADERS=Authorization=Bearer COUNTERSIGN_TOKEN
`;
  const path = "/var/log/mcpgateway/*.log";
  const log = fluentBitConfig(address, "contextforge", path);
  return {
    id: "contextforge",
    label: "ContextForge",
    files: [
      { name: ".env", language: "env", text },
      { name: "fluent-bit.yaml, for its structured log", language: "yaml", text: log },
    ],
    notes: [
      "Put the token in the place of COUNTERSIGN_TOKEN.",
      "Use one of the two, not both: each tells of the same calls in its own words, and both would be counted.",
      "Its audit trail holds no tool calls. They are in the structured log and in the spans.",
    ],
  };
}

/** §3.8 */
export function kongSnippet({ base, source }: Address): Snippet {
  const text = `_format_version: "3.0"
plugins:
  - name: http-log
    config:
      http_endpoint: ${base}/api/ingest/${source}
      method: POST
      content_type: application/json
      timeout: 10000
      headers:
        Authorization: Bearer COUNTERSIGN_TOKEN
      queue:
        max_batch_size: 100
        max_coalescing_delay: 1
        max_entries: 100000
        max_retry_time: 86400
`;
  return {
    id: "kong",
    label: "Kong",
    files: [{ name: "kong.yaml", language: "yaml", text }],
    notes: [
      "Put the token in the place of COUNTERSIGN_TOKEN.",
      "Set logging.log_payloads of ai-mcp-proxy, or no arguments come.",
      "Its queue is in memory: what waits there is lost when Kong ends.",
    ],
  };
}

/** §3.9 */
export function toolHiveSnippet(address: Address): Snippet {
  const audit = `component: my-server
includeRequestData: true
includeResponseData: true
maxDataSize: 65536
logFile: /var/log/toolhive/audit.log
`;
  const log = fluentBitConfig(address, "toolhive", "/var/log/toolhive/audit.log");
  return {
    id: "toolhive",
    label: "ToolHive",
    files: [
      { name: "audit.yaml, for thv run --audit-config", language: "yaml", text: audit },
      { name: "fluent-bit.yaml", language: "yaml", text: log },
    ],
    notes: [
      "In Kubernetes set spec.audit.enabled and follow the log of the proxy's pod.",
      "A request longer than maxDataSize is left out whole, not shortened.",
      "It never looks at isError of a result: with includeResponseData we can.",
    ],
  };
}

/** §3.4: it pushes nothing; its runtime nanobot does. */
export function obotSnippet({ base, source }: Address): Snippet {
  const exported = `#!/bin/sh
# After each scheduled export of audit logs: send every file of it, and keep it if it was not taken.
for file in /var/lib/obot-export/*.jsonl; do
  curl --fail --silent --show-error --retry 10 --retry-all-errors \\
    --header "Authorization: Bearer $COUNTERSIGN_TOKEN" \\
    --data-binary "@$file" \\
    "${base}/api/ingest/${source}" && mv "$file" "$file.sent"
done
`;
  const nanobot = `NANOBOT_RUN_AUDIT_LOG_SEND_URL=${base}/api/ingest/${source}
NANOBOT_RUN_AUDIT_LOG_TOKEN=COUNTERSIGN_TOKEN
`;
  return {
    id: "obot",
    label: "obot and nanobot",
    files: [
      { name: "send-export.sh, for obot", language: "shell", text: exported },
      { name: "environment, for nanobot", language: "env", text: nanobot },
    ],
    notes: [
      "Schedule an export of audit logs as an Auditor: without that role requests and replies are left out.",
      "Rows change in place when a reply comes. Let exports overlap: what changed becomes another version of its record.",
      "nanobot sends a batch again until it is answered 200. What came twice is counted and not stored twice.",
    ],
  };
}

/** §3.7 */
export function envoySnippet({ base }: Address): Snippet {
  const text = `apiVersion: gateway.envoyproxy.io/v1alpha1
kind: EnvoyProxy
metadata:
  name: ai-gateway
  namespace: envoy-gateway-system
spec:
  telemetry:
    accessLog:
      settings:
        - format:
            type: JSON
            json:
              start_time: "%START_TIME%"
              method: "%REQ(:METHOD)%"
              x-envoy-origin-path: "%REQ(X-ENVOY-ORIGINAL-PATH?:PATH)%"
              response_code: "%RESPONSE_CODE%"
              duration: "%DURATION%"
              downstream_remote_address: "%DOWNSTREAM_REMOTE_ADDRESS%"
              user-agent: "%REQ(USER-AGENT)%"
              x-request-id: "%REQ(X-REQUEST-ID)%"
              upstream_host: "%UPSTREAM_HOST%"
              upstream_cluster: "%UPSTREAM_CLUSTER%"
              mcp.method.name: "%DYNAMIC_METADATA(io.envoy.ai_gateway:mcp_method)%"
              mcp.provider.name: "%DYNAMIC_METADATA(io.envoy.ai_gateway:mcp_backend)%"
              mcp.tool.name: "%DYNAMIC_METADATA(io.envoy.ai_gateway:mcp_tool_name)%"
              jsonrpc.request.id: "%DYNAMIC_METADATA(io.envoy.ai_gateway:mcp_request_id)%"
              mcp.session.id: "%REQ(MCP-SESSION-ID)%"
          sinks:
            - type: OpenTelemetry
              openTelemetry:
                backendRefs:
                  - name: otel-collector
                    namespace: monitoring
                    port: 4317
`;
  return {
    id: "envoy",
    label: "Envoy AI Gateway",
    files: [
      { name: "envoy-proxy.yaml", language: "yaml", text },
      { name: "config.yaml of the Collector", language: "yaml", text: collectorConfig(base) },
    ],
    notes: [
      "Envoy sends its access log over gRPC, so a Collector stands in between. Its log on standard output through Fluent Bit works as well.",
      "Who calls is in no field by default: add one, such as %REQ(x-user-id)%, where your authentication sets a header.",
    ],
  };
}

/** §3.6 */
export function dockerSnippet({ base, source }: Address): Snippet {
  const env = `DOCKER_CLI_OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4317
`;
  const shell = `docker mcp gateway run \\
  --interceptor "after:http:${base}/api/hooks/docker-mcp/${source}?token=$COUNTERSIGN_TOKEN"
`;
  return {
    id: "docker",
    label: "Docker MCP gateway",
    files: [
      { name: "environment of the gateway", language: "env", text: env },
      { name: "config.yaml of the Collector", language: "yaml", text: collectorConfig(base) },
      { name: "optional: the interceptor", language: "shell", text: shell },
    ],
    notes: [
      "Its spans say which tool and how long, and not who called, from where, or with what.",
      "A call that its policy refused has no span.",
      "The interceptor sends results without a caller: a sign of life and context, no evidence of a call.",
    ],
  };
}

/** From the machine on which the gateway runs: whether it reaches us, and the token is right. */
export function tryItSnippet({ base, source }: Address): Snippet {
  const text = `# A push without records is a sign of life. It answers {"accepted":0,…}.
curl --fail-with-body --header "Authorization: Bearer $COUNTERSIGN_TOKEN" \\
  --data-binary "" "${base}/api/ingest/${source}"
# Lines of JSON, as your gateway writes them:
curl --fail-with-body --header "Authorization: Bearer $COUNTERSIGN_TOKEN" \\
  --data-binary "@calls.jsonl" "${base}/api/ingest/${source}"
`;
  return {
    id: "try-it",
    label: "By hand",
    files: [{ name: "shell", language: "shell", text }],
    notes: ["Run it where the gateway runs, to see whether it reaches this address."],
  };
}
