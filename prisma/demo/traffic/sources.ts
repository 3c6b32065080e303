import type { PersonKey } from "../people";

const OTHERS = ["*-staging | staging |", "*-development | development |"].join("\n");

/** The gateways of the demo company, as their form was filled in. */
export const SOURCES = {
  "edge-antwerp": {
    name: "Edge Antwerp",
    kind: "agentgateway",
    environment: "production",
    region: "eu-west-1",
    rhythmMinutes: "60",
    sampling: "all",
    note: "In front of everything that the desks and the portal use. Fluent Bit stamps the numbers.",
    owner: "annelies",
  },
  "llm-proxy": {
    name: "LLM proxy, finance",
    kind: "litellm",
    environment: "production",
    region: "eu-central-1",
    rhythmMinutes: "",
    sampling: "all",
    note: "generic_api callback. It tries once: what was refused is lost.",
    owner: "annelies",
  },
  "obot-desk": {
    name: "obot, shared services",
    kind: "obot",
    environment: "production",
    region: "eu-west-1",
    rhythmMinutes: "180",
    sampling: "all",
    note: "Audit log, pulled every five minutes.",
    owner: "tomasz",
  },
  "otel-dev": {
    name: "Collector, engineering",
    kind: "otlp",
    environment: "development",
    region: "eu-west-1",
    rhythmMinutes: "",
    sampling: "unknown",
    note: "Traces of the developers' tools. Whether all of them are kept nobody has confirmed.",
    owner: "tomasz",
  },
  "toolhive-lab": {
    name: "ToolHive, lab",
    kind: "toolhive",
    environment: "staging",
    region: "eu-west-1",
    rhythmMinutes: "",
    sampling: "all",
    note: "Stdout, shipped by Vector.",
    owner: "annelies",
  },
} as const satisfies Record<string, Record<string, string> & { owner: PersonKey }>;

export type SourceKey = keyof typeof SOURCES;

/** What the form of a source sends. */
export function sourceForm(id: SourceKey, ownerId: string): Record<string, string> {
  const { owner: _, ...form } = SOURCES[id];
  return { ...form, id, ownerId, places: OTHERS };
}

/** All of them, in the order in which they were connected. */
export function sourceKeys(): SourceKey[] {
  return ["edge-antwerp", "llm-proxy", "obot-desk", "otel-dev", "toolhive-lab"];
}
