// Shippers that take in what a gateway writes or exports, keep it on disk while we cannot be reached, and send it on.
import type { Address, Snippet } from "../snippet-labels";

const PATH = "/var/log/gateway/*.log";

/** The Collector with a queue on disk: it takes OTLP over gRPC too, which we do not. */
export function collectorSnippet({ base }: Address): Snippet {
  return {
    id: "collector",
    label: "OpenTelemetry Collector",
    files: [{ name: "config.yaml", language: "yaml", text: collectorConfig(base) }],
    notes: [
      "Set COUNTERSIGN_TOKEN in the environment of the Collector. The queue on disk needs the contrib distribution.",
      "Do not sample: a sampled trace is no complete evidence. Say under Sampling what is sent.",
    ],
  };
}

/** Also what gateways need that speak OTLP over gRPC alone. */
export function collectorConfig(base: string): string {
  return `extensions:
  file_storage:
    directory: /var/lib/otelcol/countersign
    create_directory: true
receivers:
  otlp:
    protocols:
      grpc:
        endpoint: 0.0.0.0:4317
      http:
        endpoint: 0.0.0.0:4318
processors:
  batch:
    send_batch_size: 1000
    send_batch_max_size: 2000
    timeout: 2s
exporters:
  otlphttp/countersign:
    # /v1/logs and /v1/traces are added to it
    endpoint: ${base}
    compression: gzip
    headers:
      Authorization: "Bearer \${env:COUNTERSIGN_TOKEN}"
    retry_on_failure:
      enabled: true
      max_elapsed_time: 0s
    sending_queue:
      enabled: true
      storage: file_storage
service:
  extensions: [file_storage]
  pipelines:
    logs:
      receivers: [otlp]
      processors: [batch]
      exporters: [otlphttp/countersign]
    traces:
      receivers: [otlp]
      processors: [batch]
      exporters: [otlphttp/countersign]
`;
}

/** Follows the files a gateway writes, a JSON object a line. */
export function fluentBitSnippet(address: Address): Snippet {
  return {
    id: "fluent-bit",
    label: "Fluent Bit",
    files: [
      {
        name: "fluent-bit.yaml",
        language: "yaml",
        text: fluentBitConfig(address, "gateway", PATH),
      },
    ],
    notes: [
      "Set COUNTERSIGN_TOKEN in its environment, and the path to where the gateway writes.",
      "The parser names no time key on purpose: with one Fluent Bit takes the time out of the record.",
    ],
  };
}

/** The same for the files of a certain gateway. */
export function fluentBitConfig({ base, source }: Address, tag: string, path: string): string {
  const url = new URL(base);
  const isSecure = url.protocol === "https:";
  const port = url.port || (isSecure ? "443" : "80");
  return `service:
  flush: 2
  storage.path: /var/lib/fluent-bit/storage
parsers:
  - name: as_written
    format: json
pipeline:
  inputs:
    - name: tail
      tag: ${tag}
      path: ${path}
      parser: as_written
      db: /var/lib/fluent-bit/${tag}.db
      read_from_head: true
      storage.type: filesystem
  outputs:
    - name: http
      match: ${tag}
      host: ${url.hostname}
      port: ${port}
      tls: ${isSecure ? "on" : "off"}
      uri: ${pathOf(base)}/api/ingest/${source}
      format: json_lines
      json_date_key: false
      compress: gzip
      header: Authorization Bearer \${COUNTERSIGN_TOKEN}
      retry_limit: no_limits
      storage.total_limit_size: 5G
`;
}

function pathOf(base: string): string {
  return new URL(base).pathname.replace(/\/$/, "");
}

/** Follows files, with a buffer on disk and an acknowledgement from end to end. */
export function vectorSnippet({ base, source }: Address): Snippet {
  const text = `data_dir: /var/lib/vector
sources:
  gateway:
    type: file
    include: ["${PATH}"]
    read_from: beginning
transforms:
  gateway_record:
    type: remap
    inputs: [gateway]
    drop_on_error: true
    reroute_dropped: true
    source: |
      . = object!(parse_json!(string!(.message)))
sinks:
  countersign:
    type: http
    inputs: [gateway_record]
    uri: ${base}/api/ingest/${source}
    method: post
    compression: gzip
    encoding:
      codec: json
    framing:
      method: newline_delimited
    auth:
      strategy: bearer
      token: "\${COUNTERSIGN_TOKEN}"
    acknowledgements:
      enabled: true
    batch:
      max_events: 1000
      timeout_secs: 2
    buffer:
      type: disk
      max_size: 5368709120
      when_full: block
`;
  return {
    id: "vector",
    label: "Vector",
    files: [{ name: "vector.yaml", language: "yaml", text }],
    notes: [
      "Set COUNTERSIGN_TOKEN in its environment, and the path to where the gateway writes.",
      "Lines that are no JSON go to gateway_record.dropped. Send that output somewhere if you expect any.",
    ],
  };
}
