import { expect, test } from "vitest";
import { parse } from "yaml";
import type { Address } from "./snippet-labels";
import { SOURCE_KINDS } from "./source-labels";
import { snippetOf, snippetsFor } from "./source-snippets";

const ADDRESS: Address = { base: "https://countersign.example.com", source: "edge-eu" };
const ALL = snippetsFor(ADDRESS);
const textOf = (id: string, address = ADDRESS) =>
  (snippetsFor(address).find((one) => one.id === id)?.files ?? [])
    .map(({ text }) => text)
    .join("\n");

test("every gateway has its configuration, and every kind of source one to begin with", () => {
  expect(ALL.map(({ id }) => id)).toEqual([
    ...["collector", "fluent-bit", "vector", "agentgateway", "litellm", "contextforge"],
    ...["kong", "toolhive", "obot", "envoy", "docker", "try-it"],
  ]);
  const ids = ALL.map(({ id }) => id);
  for (const kind of SOURCE_KINDS) expect(ids).toContain(snippetOf(kind));
});

test.each(ALL.map((snippet) => [snippet.id, snippet] as const))(
  "the configuration of %s parses, names the token by its placeholder and is sent to this installation",
  (_, { files, notes }) => {
    const text = files.map((file) => file.text).join("\n");
    expect(text).toContain("COUNTERSIGN_TOKEN");
    expect(text).not.toMatch(/cs_[\w-]{8}/);
    expect(text).toContain("countersign.example.com");
    expect(notes.length).toBeGreaterThan(0);
    for (const file of files) {
      if (file.language === "yaml") expect(parse(file.text)).toBeTypeOf("object");
      if (file.language === "env") expect(file.text).toMatch(/^(?:[A-Z0-9_]+=\S.*\n)+$/);
    }
  },
);

const JSON_PATH = "https://countersign.example.com/api/ingest/edge-eu";

test("each sends to the path that takes what it sends", () => {
  const collector = parse(textOf("collector"));
  expect(collector.exporters["otlphttp/countersign"].endpoint).toBe(ADDRESS.base);
  expect(collector.service.pipelines.traces.exporters).toEqual(["otlphttp/countersign"]);
  expect(parse(textOf("vector")).sinks.countersign.uri).toBe(JSON_PATH);
  expect(parse(textOf("litellm")).callback_settings.countersign.endpoint).toBe(JSON_PATH);
  expect(parse(textOf("kong")).plugins[0].config.http_endpoint).toBe(JSON_PATH);
  expect(textOf("obot")).toContain(JSON_PATH);
  expect(textOf("docker")).toContain("/api/hooks/docker-mcp/edge-eu?token=");
  expect(textOf("contextforge")).toContain("ENDPOINT=https://countersign.example.com/v1/traces\n");
  const { otlp } = parse(textOf("agentgateway")).frontendPolicies.accessLog;
  expect(otlp).toMatchObject({
    host: "countersign.example.com:443",
    protocol: "http",
    path: "/v1/logs",
    policies: { backendTLS: {} },
  });
});

test.each([
  ["https://countersign.example.com", { host: "countersign.example.com", port: 443, tls: "on" }],
  ["http://10.0.0.7:3000", { host: "10.0.0.7", port: 3000, tls: "off" }],
])("Fluent Bit is told host, port and path of %s apart", (base, expected) => {
  const [output] = parse(textOf("fluent-bit", { base, source: "edge-eu" })).pipeline.outputs;
  expect(output).toMatchObject({
    ...expected,
    uri: "/api/ingest/edge-eu",
    format: "json_lines",
    json_date_key: false,
  });
});

test("without TLS agentgateway is told the port and no TLS", () => {
  const text = textOf("agentgateway", { base: "http://localhost:3000", source: "edge-eu" });
  const { otlp } = parse(text).frontendPolicies.accessLog;
  expect(otlp.host).toBe("localhost:3000");
  expect(Object.keys(otlp.policies)).toEqual(["requestHeaderModifier"]);
});
